#include "gen/bulletin/rebuild.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "gen/base/workdir.h"
#include "gen/bulletin/build.h"
#include "gen/bulletin/earlier.h"
#include "gen/bulletin/pack.h"
#include "gen/input/source.h"
#include "gen/opc/package.h"

enum { MAX_NAME = 255 };

struct rebuild {
    struct parcel *parcel;
    const char *folder; /* temporary */
    const char *home;   /* templates/ and data/ in it */
    const char *profile;
    const char *inputs;
    const char *outputs;
    const char *earlier; /* tables of the period before; NULL: none */
    struct diags *diags;
};

static const char *
join(struct rebuild *rebuild, const char *folder, struct str name)
{
    return arena_strf(&rebuild->parcel->arena, "%s/%.*s", folder, STR_ARG(name))
        .ptr;
}

static struct location
at_record(const struct rebuild *rebuild)
{
    return (struct location){.path = rebuild->parcel->path,
                             .place = "metadata/record.xml"};
}

/* A name from the record becomes a file's only if it stays in its folder. */
static bool
check_name(const struct rebuild *rebuild, struct str name)
{
    if (name.len > 0 && name.len <= MAX_NAME && !str_is(name, ".") &&
        !str_is(name, "..") && str_find(name, STR("/"), 0) == SIZE_MAX) {
        return true;
    }
    return diag_error(rebuild->diags, at_record(rebuild),
                      _("“%.*s” is no name of a file"), STR_ARG(name));
}

static bool
make_folders(const struct rebuild *rebuild, const char *path)
{
    struct str kept = arena_str(&rebuild->parcel->arena, str_from(path));
    char *copy = (char *)(uintptr_t)kept.ptr;

    for (char *slash = copy + strlen(rebuild->folder) + 1;
         (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST) {
            return workdir_report(rebuild->diags, copy,
                                  _("the folder cannot be made"));
        }
        *slash = '/';
    }
    return true;
}

static bool
write_file(const struct rebuild *rebuild, const char *path, struct str bytes)
{
    FILE *file;
    bool ok;

    if (!make_folders(rebuild, path)) {
        return false;
    }
    file = fopen(path, "wbx");
    if (!file && errno == EEXIST) {
        return diag_error(rebuild->diags, at_record(rebuild),
                          _("two files had the name “%s”"),
                          strrchr(path, '/') + 1);
    }
    if (!file) {
        return workdir_report(rebuild->diags, path, _("cannot be written"));
    }
    ok = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    ok = fclose(file) == 0 && ok;
    return ok || workdir_report(rebuild->diags, path, _("cannot be written"));
}

/* Where a file was when it was read; NULL: it is not needed. */
static const char *
place_of(struct rebuild *rebuild, const struct record_file *file, bool *ok)
{
    struct str path = file->file->path;

    if (str_starts_with(path, STR(PACK_BASE))) {
        path = str_slice(path, strlen(PACK_BASE), path.len);
        return join(rebuild,
                    join(rebuild, rebuild->home, STR("templates/base")), path);
    }
    if (str_is(path, PACK_EARLIER)) {
        rebuild->earlier = join(rebuild, rebuild->folder, STR("earlier.json"));
        return rebuild->earlier;
    }
    if (file->role != RECORD_INPUT && file->role != RECORD_PROFILE) {
        return NULL;
    }
    *ok = check_name(rebuild, file->name);
    if (str_starts_with(path, STR(PACK_PARTS))) {
        return join(rebuild,
                    join(rebuild, rebuild->home, STR("templates/parts")),
                    file->name);
    }
    if (str_starts_with(path, STR(PACK_DATA))) {
        return join(rebuild, join(rebuild, rebuild->home, STR("data")),
                    file->name);
    }
    return join(rebuild,
                file->role == RECORD_INPUT ? rebuild->inputs : rebuild->profile,
                file->name);
}

static bool
unpack(struct rebuild *rebuild)
{
    const struct bag_record *record = &rebuild->parcel->record;

    for (size_t i = 0; i < record->n_files; i++) {
        const struct record_file *file = &record->files[i];
        bool ok = true;
        const char *path = place_of(rebuild, file, &ok);

        if (!ok || (path && !write_file(rebuild, path, file->file->bytes))) {
            return false;
        }
    }
    return true;
}

/* Errors of the build, with places in the package instead of the folder. */
static void
forward_errors(struct rebuild *rebuild, const struct diags *inner)
{
    size_t len = strlen(rebuild->folder);

    for (size_t i = 0; i < inner->n_items; i++) {
        const struct diag *item = &inner->items[i];
        struct location at = item->at;

        if (item->severity != SEVERITY_ERROR) {
            continue;
        }
        if (at.path && strncmp(at.path, rebuild->folder, len) == 0) {
            at.path = at.path + len + 1;
        }
        diag_copy(rebuild->diags, item, at);
        rebuild->diags->system_failed |= inner->system_failed;
    }
}

/* What is left of a text that should come out again. */
struct expectation {
    struct str rest;
    bool is_same;
};

static void
meet(void *user, struct str bytes)
{
    struct expectation *expectation = user;

    expectation->is_same &= str_starts_with(expectation->rest, bytes);
    expectation->rest =
        str_slice(expectation->rest, bytes.len, expectation->rest.len);
}

/* What the next period reads comes out the same as well. */
static bool
compare_tables(struct rebuild *rebuild, struct job *job)
{
    const struct bag_file *file =
        bag_find(&rebuild->parcel->bag, STR(PACK_TABLES));
    struct location at = {.path = rebuild->parcel->path, .place = PACK_TABLES};
    struct expectation expectation = {.is_same = true};

    if (!file) {
        return true;
    }
    expectation.rest = file->bytes;
    return (earlier_hand_on(job, meet, &expectation) && expectation.is_same &&
            expectation.rest.len == 0) ||
           diag_error(rebuild->diags, at,
                      _("comes out otherwise when it is built again"));
}

static bool
build(struct rebuild *rebuild)
{
    const struct bag_record *record = &rebuild->parcel->record;
    struct job_options options = {
        .folder = rebuild->inputs,
        .home = rebuild->home,
        .profile = rebuild->profile,
        .earlier = rebuild->earlier,
        .charset = record->charset.len ? record->charset.ptr : NULL,
    };
    struct build_options output = {.output = rebuild->outputs};
    struct diags inner = {0};
    struct job job = {.store = NULL};
    bool is_same;
    bool ok =
        job_open(&job, &options, &inner) && build_run(&job, &output, NULL);

    is_same = ok && compare_tables(rebuild, &job);
    job_close(&job);
    if (!ok) {
        diag_error(rebuild->diags,
                   (struct location){.path = rebuild->parcel->path},
                   _("cannot be built again from what is in it"));
        forward_errors(rebuild, &inner);
    }
    diags_clear(&inner);
    return ok && is_same;
}

/* The same parts with the same bytes, whatever the compression. */
static bool
is_same_inside(struct rebuild *rebuild, const struct record_file *file,
               struct str bytes)
{
    const char *path = parcel_path(rebuild->parcel, file);
    struct arena arena = {0};
    struct package *a =
        package_open_bytes(file->file->bytes, path, NULL, rebuild->diags);
    struct package *b = package_open_bytes(bytes, path, NULL, rebuild->diags);
    bool same = a && b && package_n_parts(a) == package_n_parts(b);

    for (size_t i = 0; same && i < package_n_parts(a); i++) {
        struct str name = package_part_name(a, i);
        struct str x;
        struct str y;

        same = str_equals(name, package_part_name(b, i)) &&
               package_read(a, name, &arena, &x, rebuild->diags) &&
               package_read(b, name, &arena, &y, rebuild->diags) &&
               str_equals(x, y);
    }
    package_close(a);
    package_close(b);
    arena_clear(&arena);
    return same;
}

static bool
compare_document(struct rebuild *rebuild, const struct record_file *file)
{
    struct location at = {.path = rebuild->parcel->path,
                          .place = file->file->path.ptr};
    const char *path;
    struct source source = {0};
    struct stat st;
    bool ok = check_name(rebuild, file->name);

    path = join(rebuild, rebuild->outputs, file->name);
    if (!ok) {
        return false;
    }
    if (stat(path, &st) != 0) {
        return diag_error(rebuild->diags, at,
                          _("does not come out of the data again"));
    }
    ok = source_open(&source, path, 0, rebuild->diags);
    if (ok && !str_equals(source.bytes, file->file->bytes)) {
        ok = is_same_inside(rebuild, file, source.bytes);
        if (ok) {
            diag_note(rebuild->diags, at,
                      _("comes out with the same contents, but packed "
                        "otherwise by the library here"));
        } else {
            diag_error(rebuild->diags, at,
                       _("comes out otherwise when it is built again"));
        }
    }
    source_close(&source);
    return ok;
}

static bool
compare(struct rebuild *rebuild)
{
    const struct bag_record *record = &rebuild->parcel->record;
    bool ok = true;

    for (size_t i = 0; i < record->n_files; i++) {
        if (record->files[i].role == RECORD_DOCUMENT) {
            ok = compare_document(rebuild, &record->files[i]) && ok;
        }
    }
    return ok;
}

bool
rebuild_run(struct parcel *parcel, struct diags *diags)
{
    struct rebuild rebuild = {.parcel = parcel, .diags = diags};
    struct workdir work = {NULL, -1};
    bool ok;

    if (!check_name(&rebuild, parcel->record.folder) ||
        !check_name(&rebuild, parcel->record.profile) ||
        !workdir_open_temporary(&work, diags)) {
        return false;
    }
    rebuild.folder = work.path;
    rebuild.home = join(&rebuild, work.path, STR("home"));
    rebuild.profile =
        join(&rebuild, join(&rebuild, rebuild.home, STR("templates")),
             parcel->record.profile);
    rebuild.inputs = join(&rebuild, join(&rebuild, work.path, STR("inputs")),
                          parcel->record.folder);
    /* not right below the temporary folder, which is locked */
    rebuild.outputs = join(&rebuild, work.path, STR("outputs/all"));
    ok = unpack(&rebuild) && build(&rebuild) && compare(&rebuild);
    workdir_close(&work);
    return ok;
}
