// Reading JPEG files in memory. libjpeg leaves an error by a long jump, which must not cross Swift
// frames; so the calls that may jump are all made here.
#include <stddef.h>
#include <stdio.h>
#include <jpeglib.h>
#include <jerror.h>
#include <setjmp.h>
#include <string.h>

/// A file that is being read, and what went wrong with it.
struct taskmap_jpeg {
  unsigned width;
  unsigned height;
  /// Empty until something goes wrong.
  char message[JMSG_LENGTH_MAX];
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf failure;
};

/// Scans that a progressive file may have: each costs a pass over all coefficients, so a small
/// file of many would take hours.
enum { taskmap_jpeg_most_scans = 100 };

static inline void taskmap_jpeg_fail(j_common_ptr decoder) {
  struct taskmap_jpeg *file = (struct taskmap_jpeg *)decoder->client_data;
  if (file->message[0] == 0) decoder->err->format_message(decoder, file->message);
  longjmp(file->failure, 1);
}

/// Takes warnings of damaged data as errors: libjpeg would go on, with grey where data are missing.
/// Cameras write bytes before the end that mean nothing, and numbers of versions that do not matter.
static inline void taskmap_jpeg_hear(j_common_ptr decoder, int level) {
  struct jpeg_error_mgr *errors = decoder->err;
  if (level >= 0) return;
  if (errors->msg_code == JWRN_JFIF_MAJOR || errors->msg_code == JWRN_ADOBE_XFORM) return;
  if (errors->msg_code == JWRN_EXTRANEOUS_DATA && errors->msg_parm.i[1] == JPEG_EOI) return;
  taskmap_jpeg_fail(decoder);
}

static inline void taskmap_jpeg_count_scans(j_common_ptr decoder) {
  struct taskmap_jpeg *file = (struct taskmap_jpeg *)decoder->client_data;
  if (!decoder->is_decompressor) return;
  if (((j_decompress_ptr)decoder)->input_scan_number <= taskmap_jpeg_most_scans) return;
  strncpy(file->message, "more scans than any picture needs", JMSG_LENGTH_MAX - 1);
  longjmp(file->failure, 1);
}

/// Prepares `decoder` for the file's bytes and reads its header.
static inline void taskmap_jpeg_begin(
    struct taskmap_jpeg *file, j_decompress_ptr decoder, const unsigned char *bytes, size_t count) {
  jpeg_create_decompress(decoder);
  decoder->progress = &file->progress;
  jpeg_mem_src(decoder, bytes, count);
  jpeg_read_header(decoder, TRUE);
  file->width = decoder->image_width;
  file->height = decoder->image_height;
}

static inline void taskmap_jpeg_arm(struct taskmap_jpeg *file, j_decompress_ptr decoder) {
  memset(file, 0, sizeof *file);
  memset(decoder, 0, sizeof *decoder);
  decoder->err = jpeg_std_error(&file->errors);
  decoder->client_data = file;
  file->errors.error_exit = taskmap_jpeg_fail;
  file->errors.emit_message = taskmap_jpeg_hear;
  file->progress.progress_monitor = taskmap_jpeg_count_scans;
}

/// Fills in width and height. Returns 0 and a message where `bytes` are no JPEG file.
static inline int taskmap_jpeg_read_header(
    struct taskmap_jpeg *file, const unsigned char *bytes, size_t count) {
  struct jpeg_decompress_struct decoder;
  taskmap_jpeg_arm(file, &decoder);
  volatile int succeeded = 0;
  if (setjmp(file->failure) == 0) {
    taskmap_jpeg_begin(file, &decoder, bytes, count);
    succeeded = 1;
  }
  jpeg_destroy_decompress(&decoder);
  return succeeded;
}

/// Decodes a started file into rows of red, green and blue; printers' inks become colours.
static inline void taskmap_jpeg_decode(j_decompress_ptr decoder, unsigned char *pixels) {
  const int has_inks =
      decoder->jpeg_color_space == JCS_CMYK || decoder->jpeg_color_space == JCS_YCCK;
  decoder->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(decoder);
  const size_t width = decoder->output_width;
  JSAMPARRAY inks = decoder->mem->alloc_sarray(
      (j_common_ptr)decoder, JPOOL_IMAGE, (JDIMENSION)(width * 4), 1);
  while (decoder->output_scanline < decoder->output_height) {
    unsigned char *row = pixels + decoder->output_scanline * width * 3;
    jpeg_read_scanlines(decoder, has_inks ? inks : &row, 1);
    for (size_t x = 0; has_inks && x < width; x++) {
      for (int channel = 0; channel < 3; channel++) {
        // Adobe stores how much light is left, others how much ink lies there.
        const int ink = inks[0][4 * x + channel], black = inks[0][4 * x + 3];
        row[3 * x + channel] = decoder->saw_Adobe_marker
            ? ink * black / 255 : (255 - ink) * (255 - black) / 255;
      }
    }
  }
  jpeg_finish_decompress(decoder);
}

/// Fills `pixels`, three bytes each, which has room for a picture of the size that the header says:
/// `width` and `height`. Returns 0 and a message where the file is damaged.
static inline int taskmap_jpeg_read_pixels(
    struct taskmap_jpeg *file, const unsigned char *bytes, size_t count, unsigned width,
    unsigned height, unsigned char *pixels) {
  struct jpeg_decompress_struct decoder;
  taskmap_jpeg_arm(file, &decoder);
  volatile int succeeded = 0;
  if (setjmp(file->failure) == 0) {
    taskmap_jpeg_begin(file, &decoder, bytes, count);
    if (file->width != width || file->height != height) {
      strncpy(file->message, "it has changed", JMSG_LENGTH_MAX - 1);
      longjmp(file->failure, 1);
    }
    taskmap_jpeg_decode(&decoder, pixels);
    succeeded = 1;
  }
  jpeg_destroy_decompress(&decoder);
  return succeeded;
}
