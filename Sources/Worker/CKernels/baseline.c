// Any x86-64 or other processor: multiplication and addition round one by one.
#include "kernels.h"

#define CK_FUSED 0
#define CK_WIDE_REGISTERS 0
#define CK_TABLE ck_baseline
#define CK_ALGEBRA ck_algebra_baseline
#include "body/body.h"
