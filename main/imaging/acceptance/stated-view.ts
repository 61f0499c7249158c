import type { ViewName } from '../../domain/acceptance/acceptance.ts';
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';

/** Words of several languages, without accents. LL and the like are codes of View Position only. */
const lateral =
  /^(CHEST|THORAX|TORAX|CXR)?(L|R|LT|RT|LEFT|RIGHT)?(LAT|LATERAL|LATERALE|LATERALIS|LATERAAL|LATERALVIEW)(L|R|LT|RT)?$|^(PROFIL|PROFIEL|PERFIL|SEITLICH|SEITL|БОКОВ.*|BOCZN.)$|侧位|側位|側面/u;
const lateralPosition = /^(LL|RL|LM|ML)$/;
const oblique = /^(RAO|LAO|RPO|LPO|RLO|LLO|OBL|OBLIQUE)$/;

/** A lateral decubitus lies on the side and is frontal. A text that names both views is of a series that holds both. */
const frontal =
  /^(PA|AP|FRONTAL|FRONT|ANTEROPOSTERIOR|POSTEROANTERIOR|POSTERO|ANTERO|DECUB|DECUBITUS|DEC|LLD|RLD|ПРЯМ.*)$|正位|正面/u;

/** SNOMED CT: lateral, left lateral and right lateral projection. */
const lateralCodes = ['399067008', '399173006', '399198007'];
/** SNOMED CT: antero-posterior and postero-anterior projection. */
const frontalCodes = ['399348003', '272479007'];

/**
 * The view that a header states, in any of the places where it may stand; null where none of them says one. View Position, View
 * Code Sequence and Patient Orientation are each believed; free text counts only where the first does not say frontal, and the
 * first text that names a view, from the series to the study, which may hold others.
 */
export function statedView(
  { patientOrientation, viewPosition }: Pick<FrameMetadata, 'patientOrientation' | 'viewPosition'>,
  header: Pick<ImageHeader, 'viewPosition' | 'viewCode' | 'seriesDescription' | 'protocols' | 'studyDescription'>,
): ViewName | null {
  const position = words(header.viewPosition ?? viewPosition);
  const code = words(header.viewCode?.meaning ?? null);
  const coded = [...position, ...code];
  if (position.some((word) => lateralPosition.test(word)) || isLateral(position)) return 'lateral';
  const codeValue = header.viewCode?.value ?? '';
  if (isLateral(code) || lateralCodes.includes(codeValue)) return 'lateral';
  // Rows that run to the front or the back of the patient: the film lies along the side.
  if (/^[AP]/i.test(patientOrientation?.[0] ?? '')) return 'lateral';
  if (coded.some((word) => oblique.test(word))) return 'oblique';
  if (coded.some(isFrontal) || frontalCodes.includes(codeValue)) return 'frontal';
  const texts = [header.seriesDescription, ...header.protocols, header.studyDescription].map(words);
  const telling = texts.find((named) => named.some(isFrontal) || named.some(isLateralWord)) ?? [];
  if (isLateral(telling)) return 'lateral';
  return telling.some(isLateralWord) || !telling.some(isFrontal) ? null : 'frontal';
}

const isFrontal = (word: string): boolean => frontal.test(word);
const isLateralWord = (word: string): boolean => lateral.test(word);

function isLateral(named: readonly string[]): boolean {
  return named.some(isLateralWord) && !named.some(isFrontal);
}

function words(text: string | null): readonly string[] {
  const plain = (text ?? '').normalize('NFD').replaceAll(/[\p{M}.]/gu, '');
  return plain.toUpperCase().split(/[^\p{L}]+/u);
}
