#include "gen/bulletin/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/outfile.h"
#include "gen/base/path.h"
#include "gen/bulletin/pack.h"
#include "gen/bulletin/pack_name.h"
#include "gen/bulletin/parcel.h"
#include "gen/input/source.h"

static const uint64_t max_bytes = 256U << 20; /* as much as is read back */

struct sealer {
    const struct seal_options *options;
    struct parcel parcel;
    struct diags *diags;
    size_t n_added;
};

static bool
is_still(int fd, const char *path)
{
    struct stat a;
    struct stat b;

    return fstat(fd, &a) == 0 && stat(path, &b) == 0 && a.st_ino == b.st_ino &&
           a.st_dev == b.st_dev;
}

/* Two that seal at once take turns: each locks the file it replaces.  -1
 * after reporting. */
static int
lock_package(const char *path, struct diags *diags)
{
    struct location at = {.path = path};

    for (;;) {
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

        if (fd < 0) {
            if (errno == ENOENT || errno == ENOTDIR) {
                diag_error(diags, at, _("there is no such file"));
            } else {
                diag_system(diags, at, _("cannot be opened: %s"),
                            strerror(errno));
            }
            return -1;
        }
        flock(fd, LOCK_EX);
        if (is_still(fd, path)) {
            return fd;
        }
        close(fd);
    }
}

static bool
refuse_other(struct sealer *sealer, const char *path, struct str name)
{
    diag_error(sealer->diags, (struct location){.path = path},
               _("another file “%.*s” is sealed already and would be changed"),
               STR_ARG(name));
    diag_advise(sealer->diags, _("what is sealed stays as it is; give the new "
                                 "file another name"));
    return false;
}

/* Whether the file may come in: *is_new is false where it is there already. */
static bool
review(struct sealer *sealer, const char *path, struct str name,
       struct str bytes, bool *is_new)
{
    const struct bag_record *record = &sealer->parcel.record;
    struct location at = {.path = path};

    *is_new = true;
    for (size_t i = 0; i < record->n_files; i++) {
        const struct record_file *file = &record->files[i];

        if (file->role != RECORD_SEALED) {
            continue;
        }
        if (str_equals(file->file->bytes, bytes)) {
            *is_new = false;
            diag_note(sealer->diags, at, _("is sealed already"));
            return true;
        }
        if (str_equals(file->name, name)) {
            return refuse_other(sealer, path, name);
        }
    }
    if (!parcel_is_stamped_copy(bytes)) {
        diag_error(sealer->diags, at, _("is no PDF, OFD or scan"));
        diag_advise(sealer->diags, _("seal the stamped copy, not the draft"));
        return false;
    }
    return true;
}

static bool
add_file(struct sealer *sealer, const char *path)
{
    struct parcel *parcel = &sealer->parcel;
    struct str name = str_from(path_name(path));
    struct source source = {0};
    struct record_file file = {.role = RECORD_SEALED};
    bool is_new = false;
    bool ok = source_open(&source, path, max_bytes, sealer->diags) &&
              review(sealer, path, name, source.bytes, &is_new);

    if (ok && is_new && utf8_valid(name) < name.len) {
        ok = diag_error(sealer->diags, (struct location){.path = path},
                        _("the file's name is not UTF-8"));
    }
    if (ok && is_new) {
        file.name = arena_str(&parcel->arena, name);
        file.file = bag_add(
            &parcel->bag, pack_name(&parcel->bag, PACK_SEALED, name, "sealed"),
            arena_str(&parcel->arena, source.bytes));
        record_add(&parcel->record, &file, &parcel->arena);
        sealer->n_added++;
    }
    source_close(&source);
    return ok;
}

static bool
write_package(struct sealer *sealer)
{
    struct parcel *parcel = &sealer->parcel;
    struct outfile out;
    bool ok;

    record_write(&parcel->record, &parcel->bag);
    bag_seal(&parcel->bag, NULL);
    if (!outfile_open(&out, parcel->path, sealer->diags)) {
        return false;
    }
    ok = bag_write(&parcel->bag, out.path, sealer->diags) &&
         outfile_commit(&out, sealer->diags);
    outfile_discard(&out);
    return ok;
}

static bool
add_files(struct sealer *sealer)
{
    bool ok = true;

    for (size_t i = 0; i < sealer->options->n_files; i++) {
        ok = add_file(sealer, sealer->options->files[i]) && ok;
    }
    return ok;
}

static void
list_added(const struct sealer *sealer, FILE *out)
{
    const struct bag_record *record = &sealer->parcel.record;

    for (size_t i = record->n_files - sealer->n_added; i < record->n_files;
         i++) {
        fprintf(out, _("sealed %.*s as %.*s\n"), STR_ARG(record->files[i].name),
                STR_ARG(record->files[i].file->path));
    }
}

bool
seal_run(const struct seal_options *options, FILE *out, struct diags *diags)
{
    struct sealer sealer = {.options = options, .diags = diags};
    struct stat st;
    int lock = lock_package(options->package, diags);
    bool ok;

    if (lock < 0) {
        return false;
    }
    if (fstat(lock, &st) == 0 && !S_ISREG(st.st_mode)) {
        close(lock);
        return diag_error(diags, (struct location){.path = options->package},
                          _("is no package: it is no zip archive"));
    }
    ok = parcel_open(&sealer.parcel, options->package, options->home, diags) &&
         add_files(&sealer);
    if (ok && sealer.n_added) {
        ok = write_package(&sealer);
        if (ok) {
            list_added(&sealer, out);
        }
    }
    parcel_close(&sealer.parcel);
    close(lock);
    return ok;
}
