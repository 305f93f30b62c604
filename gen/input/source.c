#include "gen/input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/mem.h"

static const uint64_t default_max_bytes = 64U << 20;

static bool
report_open(const char *path, struct diags *diags)
{
    struct location at = {.path = path};

    if (errno == ENOENT || errno == ENOTDIR) {
        return diag_error(diags, at, _("there is no such file"));
    }
    return diag_system(diags, at, _("cannot open the file: %s"),
                       strerror(errno));
}

static bool
check(const struct stat *st, uint64_t max_bytes, struct location at,
      struct diags *diags)
{
    if (S_ISDIR(st->st_mode)) {
        return diag_error(diags, at, _("this is a folder, not a file"));
    }
    if (!S_ISREG(st->st_mode)) {
        return diag_error(diags, at,
                          _("this is a pipe or a device, not a file"));
    }
    if ((uint64_t)st->st_size > max_bytes) {
        diag_error(diags, at,
                   _("this file has %llu bytes, more than the %llu "
                     "that are read"),
                   (unsigned long long)st->st_size,
                   (unsigned long long)max_bytes);
        diag_advise(diags, _("divide it, or remove what the notice does not "
                             "need"));
        return false;
    }
    return true;
}

/* What was there when the file was opened; less if it shrank since. */
static bool
read_all(struct source *source, int fd, size_t size, struct location at,
         struct diags *diags)
{
    char *bytes = mem_resize(NULL, size + 1, 1);
    size_t len = 0;

    while (len < size) {
        ssize_t n = read(fd, bytes + len, size - len);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            diag_system(diags, at, _("cannot read the file: %s"),
                        strerror(errno));
            mem_free(bytes);
            return false;
        }
        if (n == 0) {
            break;
        }
        len += (size_t)n;
    }
    source->bytes = (struct str){bytes, len};
    return true;
}

bool
source_open(struct source *source, const char *path, uint64_t max_bytes,
            struct diags *diags)
{
    struct location at = {.path = path};
    struct stat st;
    /* without O_NONBLOCK a pipe would wait here for its writer */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool ok;

    *source = (struct source){0};
    if (fd < 0) {
        return report_open(path, diags);
    }
    if (fstat(fd, &st) != 0) {
        diag_system(diags, at, _("cannot read the file: %s"), strerror(errno));
        close(fd);
        return false;
    }
    ok = check(&st, max_bytes ? max_bytes : default_max_bytes, at, diags) &&
         read_all(source, fd, (size_t)st.st_size, at, diags);
    close(fd);
    return ok;
}

void
source_close(struct source *source)
{
    mem_free((char *)(uintptr_t)source->bytes.ptr);
    *source = (struct source){0};
}
