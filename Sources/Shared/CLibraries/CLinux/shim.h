// Linux calls that Swift's Glibc module does not list, and the variadic ones it cannot import.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>

static inline int taskmap_set_parent_death_signal(int number) {
  return prctl(PR_SET_PDEATHSIG, number);
}

static inline int taskmap_open(const char *path, int flags, unsigned mode) {
  return open(path, flags, mode);
}

/// Columns of the terminal behind `descriptor`, 0 where it is none.
static inline int taskmap_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
