/**
 * Which of several equal graphs computes a convolution and its gradients: what is fastest differs by shape and by
 * execution provider. The table of the CPU comes from `npm run -s bench -- convolutions`; docs/speed.md has the figures.
 */

/** y [N, outputs, …image] = x [N, inputs·groups, …size] ⋆ W [outputs, inputs, …kernel]. */
export interface ConvolutionShape {
  readonly groups: number;
  readonly outputs: number;
  /** Input channels of one group. */
  readonly inputs: number;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly size: readonly number[];
  readonly image: readonly number[];
}

/**
 * - plain: the operator itself, and for the gradient Conv with turned weights where it can be, else ConvTranspose
 * - winograd: F(4×4, 3×3), only for what `isWinograd` says
 * - joined: all images as the depth of one, so that small maps make one large product
 * - blocked: in the CPU provider's own layout, blocks of channels; only for what `isBlocked` says
 */
export type ConvolutionForm = 'plain' | 'winograd' | 'joined' | 'blocked';

/**
 * Matrix products of dy and moved copies of x, summed over pixels:
 * - taps: the copies for all taps of the kernel side by side, in one product
 * - shifts: copies moved along columns against copies of dy moved along rows, where that takes fewer copies; stride 1
 * - each tap: a product for each tap; for groups, where channels by themselves have ways of their own
 * - matrices: all pixels of x with all of dy, of each channel by itself; only for what `isByChannel` says
 * - blocked: in the CPU provider's own layout, where dy is the kernel; only for what `isByChannel` and `isBlocked` say
 *
 * `joined` takes the pixels of all images in one product, else each image gives one and they are added up.
 */
export type WeightGradientForm =
  'winograd' | 'taps' | 'joined taps' | 'shifts' | 'joined shifts' | 'each tap' | 'matrices' | 'blocked';

/** How forward pass and gradients are written for an execution provider, where one form does not serve all equally. */
export interface ConvolutionLowering {
  /** Whether MaxPool can say where its maxima are; else the gradient finds them by comparing. */
  readonly hasPoolIndices: boolean;
  /** Whether `scheduleWeightGradients` is for it, which was tried on the CPU only. */
  readonly schedulesWeightGradients: boolean;
  /** Channels in a block of the CPU provider's own layout; 0 where there is none. */
  readonly channelBlock: number;
  /** The form of the forward pass, where the weights are not known before the graph runs. */
  forward(shape: ConvolutionShape): ConvolutionForm;
  inputGradient(shape: ConvolutionShape): ConvolutionForm;
  weightGradient(shape: ConvolutionShape): WeightGradientForm;
}

const productOf = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1);
const isOnly = (value: number, values: readonly number[]): boolean => values.every((each) => each === value);

/** Whether Winograd's algorithm is written for it. */
export function isWinograd({ groups, kernel, strides, dilations }: ConvolutionShape): boolean {
  return groups === 1 && kernel.length === 2 && isOnly(3, kernel) && isOnly(1, [...strides, ...dilations]);
}

/** Whether each channel of a map is convolved by itself, into one. */
function isByChannel({ groups, inputs, outputs, kernel }: ConvolutionShape): boolean {
  return groups > 1 && inputs === 1 && outputs === groups && kernel.length === 2;
}

/** Whether moved copies along one axis each are fewer than one for each tap. */
function hasFewerShifts({ groups, kernel, strides, outputs, inputs }: ConvolutionShape): boolean {
  const [rows, columns] = [productOf(kernel.slice(0, -1)), kernel.at(-1)!];
  const isDense = groups === 1 && isOnly(1, strides);
  return isDense && rows * outputs + columns * inputs < rows * columns * inputs;
}

/** Below, the products of single taps are too thin. */
const FEW_CHANNELS = 16;

/** For processors that have kernels of their own for every convolution; copies are cheap there. */
const general: ConvolutionLowering = {
  hasPoolIndices: true,
  schedulesWeightGradients: false,
  channelBlock: 0,
  forward: () => 'plain',
  inputGradient: () => 'plain',
  weightGradient: (shape) => {
    if (hasFewerShifts(shape)) return 'shifts';
    return shape.groups > 1 || shape.inputs >= FEW_CHANNELS ? 'each tap' : 'taps';
  },
};

/** WebGPU's MaxPool is taken with its Indices when the session opens and fails when it runs (ONNX Runtime 1.30). */
const webgpu: ConvolutionLowering = { ...general, hasPoolIndices: false };

/** Pixels of a map below which one product over all images beats a product for each. */
const SMALL_MAP = 512;
/**
 * Channels of x times those of y from which the multiplications that Winograd's algorithm saves outweigh its passes over
 * memory; fewer for the gradient of the weights, whose other forms make copies too.
 */
const MANY_PRODUCTS = 12_000;
const MANY_WEIGHTS = 4096;
/** Channels of x and of y below which Winograd's algorithm was not measured to be quicker. */
const FEW_FOR_WINOGRAD = 40;
/** Pixels below which ONNX Runtime's own convolution, image by image, has too little to do at a time. */
const TINY_MAP = 100;

/** Numbers in the matrix of a channel up to which it stays in the processor's nearest memory: maps of 7×7 have 2401. */
const SMALL_MATRIX = 64 * 64;
/** Pixels of a map from which weights are laid out in far less time than they are used. */
const LARGE_MAP = 28 * 28;
/** Multiplications for each number of a pixel that goes in or out, from which its way into blocks and back is made up. */
const MANY_FOR_BLOCKS = 100;
/**
 * Numbers in a map of one image above which nothing more is copied of it than has to be: it is one of the first layer's
 * of VGG-16, where the peak of memory is. 64 maps of 112² have 800,000, 128 have twice as many.
 */
const MODEST_MAP = 2 ** 20;
/** Channels that ONNX Runtime's reordering into blocks takes at a time. */
const CHANNELS_AT_A_TIME = 4;

function cpuLoweringWith(channelBlock: number): ConvolutionLowering {
  return {
    hasPoolIndices: true,
    schedulesWeightGradients: true,
    channelBlock,
    forward: (shape) => cpuForm(shape, MANY_PRODUCTS, channelBlock),
    // Shared with the gradient of the weights, the windows of dy pay for themselves from as few channels on.
    inputGradient: (shape) => cpuForm(turned(shape), isModest(shape) ? MANY_WEIGHTS : MANY_PRODUCTS, channelBlock),
    weightGradient: (shape) => {
      const { groups, inputs, image } = shape;
      const isSmall = productOf(image) < SMALL_MAP;
      if (isInMatrices(shape)) return 'matrices';
      if (groups > 1) return isByChannel(shape) && isBlocked(shape, channelBlock) ? 'blocked' : 'each tap';
      if (isWorthWinograd(shape, MANY_WEIGHTS)) return 'winograd';
      if (hasFewerShifts(shape)) return isSmall ? 'joined shifts' : 'shifts';
      if (inputs < FEW_CHANNELS) return 'taps';
      return isSmall ? 'joined taps' : 'each tap';
    },
  };
}

function cpuForm(shape: ConvolutionShape, many: number, block: number): ConvolutionForm {
  const { groups, image } = shape;
  if (isWorthWinograd(shape, many)) return 'winograd';
  if (isBlocked(shape, block) && (groups > 1 || isWorthBlocks(shape))) return 'blocked';
  return groups === 1 && image.length === 2 && productOf(image) < TINY_MAP ? 'joined' : 'plain';
}

/** The convolution of dy that gives the gradient of the input. */
function turned(shape: ConvolutionShape): ConvolutionShape {
  const { groups, inputs, outputs, size, image } = shape;
  return { ...shape, inputs: outputs / groups, outputs: inputs * groups, size: image, image: size };
}

/** Whether memory allows for further copies of its maps. */
function isModest({ groups, inputs, outputs, size, image }: ConvolutionShape): boolean {
  return Math.max(groups * inputs * productOf(size), outputs * productOf(image)) <= MODEST_MAP;
}

/** Whether the layout in blocks of channels is written for it. */
export function isBlocked(shape: ConvolutionShape, block: number): boolean {
  const { groups, inputs, kernel } = shape;
  const isFew = groups === 1 && inputs < block;
  return (
    block > 0 &&
    kernel.length === 2 &&
    (groups === 1 || isByChannel(shape)) &&
    (isFew || (groups * inputs) % CHANNELS_AT_A_TIME === 0)
  );
}

/** The way into the layout and back pays where much is multiplied; a kernel of one tap is a product as it is. */
function isWorthBlocks(shape: ConvolutionShape): boolean {
  const { inputs, outputs, kernel, image } = shape;
  const taps = productOf(kernel);
  const multiplications = (taps * inputs * outputs) / (inputs + outputs);
  const isLarge = productOf(image) >= LARGE_MAP;
  return taps > 1 && multiplications >= MANY_FOR_BLOCKS && isLarge && isModest(shape);
}

function isWorthWinograd(shape: ConvolutionShape, least: number): boolean {
  const { inputs, outputs } = shape;
  return isWinograd(shape) && Math.min(inputs, outputs) >= FEW_FOR_WINOGRAD && inputs * outputs >= least;
}

function isInMatrices(shape: ConvolutionShape): boolean {
  return isByChannel(shape) && productOf([...shape.size, ...shape.image]) <= SMALL_MATRIX;
}

/** The lowering for the CPU provider where nothing is known about the processor. */
export const cpuLowering = cpuLoweringWith(0);

/**
 * @param provider as ONNX Runtime names it: cpu, cuda, webgpu …
 * @param channelBlock of the CPU provider's own layout, where trained weights go through it; the engine knows it.
 */
export function loweringFor(provider: string, channelBlock = 0): ConvolutionLowering {
  if (provider === 'cpu') return cpuLoweringWith(channelBlock);
  return provider === 'webgpu' ? webgpu : general;
}
