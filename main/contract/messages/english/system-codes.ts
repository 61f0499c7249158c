/** The operating system's codes of what it refuses, as clauses. */
export const systemCodes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'the disk is read-only',
  EFBIG: 'the disk takes no file of this size',
  EIO: 'the disk fails',
  EEXIST: 'something of this name is there',
  ENOTDIR: 'a folder above it is a file',
  ENAMETOOLONG: 'its name is too long',
};
