import { Box } from '@mui/material';
import { useRef, type PointerEvent } from 'react';
import type { Drawing } from './drawing.ts';

/** Steps that a person goes through with the pointer anywhere on the chart, or with the arrow keys. */
export interface Steps {
  /** The name of the thing that is moved, such as "Threshold". */
  readonly label: string;
  readonly count: number;
  /** From 0. */
  readonly step: number;
  /** The meaning of the step, in words. */
  readonly text: string;
  readonly onMove: (step: number) => void;
}

interface MovableProps {
  readonly drawing: Drawing;
  readonly steps: Steps;
  /** Where the focus ring stands, pixels. */
  readonly place: readonly [x: number, y: number];
  /** The step nearest to a place on the chart, pixels. */
  readonly stepAt: (x: number, y: number) => number;
}

const size = 28;

/**
 * A native slider of no looks at the mark's place, for keys and screen readers, and the chart's whole area for the
 * pointer: the mark itself is too small to be caught in a hurry.
 */
export function Movable({ drawing, steps, place, stepAt }: MovableProps) {
  const slider = useRef<HTMLInputElement>(null);
  const { left, top, right, bottom } = drawing;
  const follow = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    steps.onMove(stepAt(event.clientX - box.left + left, event.clientY - box.top + top));
  };
  return (
    <>
      <Box
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          slider.current?.focus({ preventScroll: true });
          follow(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
        sx={{ position: 'absolute', cursor: 'crosshair', touchAction: 'none' }}
        style={{ left, top, width: right - left, height: bottom - top }}
      />
      <Box
        component="input"
        ref={slider}
        type="range"
        min={0}
        max={Math.max(0, steps.count - 1)}
        step={1}
        value={steps.step}
        aria-label={steps.label}
        aria-valuetext={steps.text}
        onChange={(event) => steps.onMove(Number(event.target.value))}
        sx={{
          position: 'absolute',
          m: 0,
          width: size,
          height: size,
          appearance: 'none',
          background: 'none',
          borderRadius: '50%',
          pointerEvents: 'none',
          '&::-webkit-slider-thumb': { appearance: 'none', width: 1, height: 1, opacity: 0 },
        }}
        style={{ left: place[0] - size / 2, top: place[1] - size / 2 }}
      />
    </>
  );
}
