// Linear algebra for any processor: multiplication and addition round one by one.
#include "algebra_kernels.h"

#define CK_FUSED 0
#define CK_TILE_ROWS 2
#define CK_TILE_VECTORS 1
#define CK_ALGEBRA_TABLE ck_algebra_baseline
#include "body/algebra.h"
