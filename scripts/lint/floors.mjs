/**
 * The rooms inside a folder, as floors from low to high: a file may import what lies in rooms on lower floors of the same
 * folder, and in its own room. '.' are the folder's own files. So no arrow runs up, and no two rooms form a circle.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
const floors = {
  'main/casebook': [
    ['database'],
    ['audit-trail', 'migrations'],
    ['laboratory', 'studies'],
    ['active-learning', 'backups', 'worklist'],
    ['.'],
  ],
  'main/contract/messages': [['english'], ['.']],
  'main/domain': [
    ['acceptance'],
    ['messages'],
    ['faults'],
    ['.', 'active-learning', 'heatmaps', 'statistics'],
    ['datasets', 'saliency-checks', 'studies'],
    ['models', 'training'],
    ['evaluation'],
    ['comparison'],
  ],
  'main/graph': [
    ['ir'],
    ['constant-folding', 'convolutions', 'onnx'],
    ['shapes'],
    ['canonical'],
    ['autodiff', 'rewrites'],
    ['explain', 'training'],
  ],
  'main/graph/autodiff': [['shared'], ['rules'], ['.']],
  'main/graph/autodiff/rules': [['convolution'], ['.']],
  'main/hosts/cli': [['terminal'], ['commands'], ['.']],
  'main/imaging': [
    ['grey-image', 'image-file'],
    ['acceptance', 'dicom', 'lung-field', 'phantom', 'preprocessing', 'raster'],
    ['.', 'augmentation'],
  ],
  'main/imaging/dicom': [['codecs', 'data-set'], ['.']],
  'main/networks': [['.'], ['layers'], ['architectures', 'weights']],
  'main/runtime': [['.'], ['threads', 'training'], ['local'], ['providers'], ['process']],
  'main/services': [
    ['disk'],
    ['concurrency', 'files', 'jobs', 'logging', 'models'],
    ['decoding'],
    ['settings', 'events', 'images', 'inference'],
    ['active-learning', 'backups', 'datasets', 'reading'],
    ['saliency-checks', 'screening', 'training'],
    ['evaluation', 'model-ensembles', 'model-import', 'training-service'],
    ['registry'],
    ['composition'],
    ['api'],
  ],
  'main/services/datasets': [['opening'], ['audit', 'training-split'], ['.']],
  'main/services/evaluation': [['scoring'], ['reports'], ['.']],
  'main/services/training': [
    ['settings'],
    ['batches'],
    ['task'],
    ['validation'],
    ['loop', 'model-folder'],
    ['planning'],
    ['.'],
  ],
  'main/services/training-service': [['preview', 'settings-form'], ['thread'], ['.']],
  'renderer/laboratory': [
    ['active-learning', 'entry-viewer', 'evaluation-runs', 'models', 'prerequisites'],
    ['comparison', 'datasets', 'evaluation', 'training'],
  ],
  'renderer/laboratory/datasets': [['audit'], ['.']],
  'renderer/laboratory/models': [['import', 'registry', 'saliency-checks'], ['.']],
  'renderer/laboratory/training': [['new-training'], ['.']],
  'renderer/reading-room': [
    ['viewer'],
    ['patients', 'reading-state', 'worklist'],
    ['reading-panel', 'screening'],
    ['reading'],
  ],
  'renderer/shared': [
    ['client', 'preferences'],
    ['messages'],
    ['connection', 'faults', 'files', 'format', 'hooks', 'keyboard', 'navigation'],
    ['components', 'findings', 'heatmaps', 'images', 'jobs'],
    ['charts'],
    ['studies', 'theme'],
  ],
  'renderer/shared/charts': [['drawing'], ['.']],
  'renderer/shared/messages': [['english'], ['.']],
};

/** The room of a folder that a path below it lies in. @param {string} folder @param {string} path */
function roomIn(folder, path) {
  const [first = '', ...rest] = path.slice(folder.length + 1).split('/');
  return rest.length === 0 ? '.' : first;
}

/** @param {readonly (readonly string[])[]} rooms @param {string} room */
const floorOf = (rooms, room) => rooms.findIndex((floor) => floor.includes(room));

/**
 * @param {string} importer path from the root, with slashes
 * @param {string} target path from the root
 * @returns {string | null} the fault as a sentence
 */
export function findFaultOfFloors(importer, target) {
  for (const [folder, rooms] of Object.entries(floors)) {
    if (![importer, target].every((path) => path.startsWith(`${folder}/`))) continue;
    const [from, to] = [roomIn(folder, importer), roomIn(folder, target)];
    if (from === to) continue;
    const [floorFrom, floorTo] = [floorOf(rooms, from), floorOf(rooms, to)];
    const unknown = floorFrom === -1 ? from : to;
    if (floorFrom === -1 || floorTo === -1)
      return `${folder}/${unknown} is on no floor: say in scripts/lint/floors.mjs on which.`;
    if (floorTo >= floorFrom)
      return `${folder}/${from} may import only rooms on lower floors of ${folder}, so not ${to}.`;
  }
  return null;
}
