// Includes the file CK_PER_WIDTH for vectors of 16 lanes and for those of 8.
#define LANES 16
#define CK_NAME(name) CK_JOIN(name, 16)
#include CK_PER_WIDTH
#undef LANES
#undef CK_NAME
#define LANES 8
#define CK_NAME(name) CK_JOIN(name, 8)
#include CK_PER_WIDTH
#undef LANES
#undef CK_NAME
#undef CK_PER_WIDTH
