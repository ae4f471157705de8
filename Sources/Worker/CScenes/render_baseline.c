/* Rays with what every processor has. */
#include "tracer.h"

#define RENDER_TABLE scene_tracer_baseline
#include "body/render.h"
