#include "gen/opc/package.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <zip.h>

#include "gen/base/mem.h"
#include "gen/opc/archive_start.h"
#include "gen/opc/listing.h"
#include "gen/opc/archive_fault.h"

const struct package_limits package_default_limits = {
    .entries = 10000,
    .member_bytes = 256ULL << 20,
    .total_bytes = 1ULL << 30,
    .ratio = 200,
    .ratio_from = 16ULL << 20,
};

enum { READ_SIZE = 64 * 1024 };

struct package {
    const char *path;
    struct str bytes; /* of an archive in memory; else {NULL, 0} */
    struct package_limits limits;
    struct arena arena;
    zip_t *zip; /* NULL: a folder */
    struct listing listing;
    uint64_t total; /* bytes inflated so far */
    struct content_types types;
    bool has_types;
};

struct part {
    struct package *package;
    const struct entry *entry;
    zip_file_t *member;
    FILE *file;
    uint64_t n_bytes;    /* inflated so far */
    uint64_t size;       /* as declared, UINT64_MAX in folders */
    uint64_t compressed; /* bytes in the archive, 0 in folders */
};

static struct location
at_package(const struct package *package)
{
    return (struct location){.path = package->path};
}

static struct location
at_entry(const struct package *package, const struct entry *entry)
{
    return (struct location){.path = package->path,
                             .place = entry->name.ptr + 1};
}

/* Members that share bytes claim more of them together than there are. */
static bool
check_overlap(const struct package *package, uint64_t claimed,
              struct diags *diags)
{
    struct stat st;
    uint64_t size = package->bytes.len;

    if (!package->bytes.ptr) {
        size =
            stat(package->path, &st) == 0 ? (uint64_t)st.st_size : UINT64_MAX;
    }
    if (claimed > size) {
        return diag_error(diags, at_package(package),
                          _("the archive is damaged: its members overlap"));
    }
    return true;
}

static bool
list_archive(struct package *package, struct diags *diags)
{
    zip_int64_t n = zip_get_num_entries(package->zip, 0);
    uint64_t claimed = 0;

    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;

        if (zip_stat_index(package->zip, (zip_uint64_t)i, 0, &st) != 0 ||
            !st.name) {
            return archive_fault_report(at_package(package),
                                    zip_get_error(package->zip), diags);
        }
        claimed += st.comp_size;
        if (!listing_add(&package->listing, str_from(st.name), (uint64_t)i,
                         NULL, diags)) {
            return false;
        }
    }
    return check_overlap(package, claimed, diags) &&
           listing_sort(&package->listing, diags);
}

static zip_source_t *
open_source(const struct package *package, zip_error_t *error)
{
    if (package->bytes.ptr) {
        return zip_source_buffer_create(package->bytes.ptr, package->bytes.len,
                                        0, error);
    }
    return zip_source_file_create(package->path, archive_start(package->path),
                                  -1, error);
}

/* Real files have rubbish in front now and then, with offsets that do not
 * count it. */
static bool
open_archive(struct package *package, struct diags *diags)
{
    zip_error_t error;
    zip_source_t *source;
    bool ok = true;

    zip_error_init(&error);
    source = open_source(package, &error);
    if (source) {
        package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    }
    if (!package->zip) {
        zip_source_free(source);
        ok = archive_fault_report(at_package(package), &error, diags);
    }
    zip_error_fini(&error);
    return ok && list_archive(package, diags);
}

static struct package *
new_package(const char *path, const struct package_limits *limits)
{
    struct package *package = mem_alloc(sizeof *package);

    package->path = arena_cstr(&package->arena, str_from(path));
    package->limits = limits ? *limits : package_default_limits;
    package->listing = (struct listing){.path = package->path,
                                        .max_entries = package->limits.entries,
                                        .arena = &package->arena};
    return package;
}

struct package *
package_open(const char *path, const struct package_limits *limits,
             struct diags *diags)
{
    struct package *package = new_package(path, limits);
    struct stat st;
    bool ok;

    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        ok = listing_add_folder(&package->listing, diags) &&
             listing_sort(&package->listing, diags);
    } else {
        ok = open_archive(package, diags);
    }
    if (!ok) {
        package_close(package);
        return NULL;
    }
    return package;
}

struct package *
package_open_bytes(struct str bytes, const char *path,
                   const struct package_limits *limits, struct diags *diags)
{
    struct package *package = new_package(path, limits);

    package->bytes = bytes.ptr ? bytes : STR("");
    if (!open_archive(package, diags)) {
        package_close(package);
        return NULL;
    }
    return package;
}

void
package_close(struct package *package)
{
    if (!package) {
        return;
    }
    if (package->zip) {
        zip_discard(package->zip);
    }
    listing_clear(&package->listing);
    arena_clear(&package->arena);
    mem_free(package);
}

const char *
package_path(const struct package *package)
{
    return package->path;
}

struct arena *
package_arena(struct package *package)
{
    return &package->arena;
}

size_t
package_n_parts(const struct package *package)
{
    return package->listing.n_entries;
}

struct str
package_part_name(const struct package *package, size_t i)
{
    return package->listing.entries[i].name;
}

struct str
package_find(const struct package *package, struct str name)
{
    const struct entry *entry = listing_find(&package->listing, name);

    return entry ? entry->name : (struct str){NULL, 0};
}

struct location
package_at(struct package *package, struct str name)
{
    const struct entry *entry = listing_find(&package->listing, name);

    if (entry) {
        return at_entry(package, entry);
    }
    return (struct location){.path = package->path,
                             .place = arena_cstr(&package->arena, name)};
}

struct str
package_content_type(struct package *package, struct str name,
                     struct diags *diags)
{
    if (!package->has_types) {
        package->has_types = true;
        content_types_read(package, &package->types, diags);
    }
    return content_types_find(&package->types, name);
}

static bool
open_member(struct part *part, struct diags *diags)
{
    struct location at = at_entry(part->package, part->entry);
    zip_t *zip = part->package->zip;
    zip_stat_t st;

    if (zip_stat_index(zip, part->entry->index, 0, &st) == 0) {
        part->size = st.valid & ZIP_STAT_SIZE ? st.size : UINT64_MAX;
        part->compressed = st.comp_size;
        if (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method) {
            diag_error(diags, at, _("it is protected by a password"));
            diag_advise(diags, _("save the file without a password"));
            return false;
        }
    }
    part->member = zip_fopen_index(zip, part->entry->index, 0);
    if (!part->member) {
        return archive_fault_report(at, zip_get_error(zip), diags);
    }
    return true;
}

struct part *
part_open(struct package *package, struct str name, struct diags *diags)
{
    const struct entry *entry = listing_find(&package->listing, name);
    struct part *part;
    bool ok;

    if (!entry) {
        diag_error(diags, at_package(package), _("the part %.*s is missing"),
                   STR_ARG(name));
        return NULL;
    }
    part = mem_alloc(sizeof *part);
    *part = (struct part){package, entry, NULL, NULL, 0, UINT64_MAX, 0};
    if (package->zip) {
        ok = open_member(part, diags);
    } else {
        part->file = fopen(entry->file, "rbe");
        ok = part->file ||
             diag_system(diags, at_entry(package, entry),
                         _("cannot be opened: %s"), strerror(errno));
    }
    if (!ok) {
        part_close(part);
        return NULL;
    }
    return part;
}

void
part_close(struct part *part)
{
    if (!part) {
        return;
    }
    if (part->member) {
        zip_fclose(part->member);
    }
    if (part->file) {
        fclose(part->file);
    }
    mem_free(part);
}

static bool
check_limits(const struct part *part, struct diags *diags)
{
    const struct package *package = part->package;
    const struct package_limits *limits = &package->limits;
    struct location at = at_entry(package, part->entry);

    if (part->n_bytes > part->size) {
        return diag_error(diags, at,
                          _("the archive is damaged: more than "
                            "the %llu bytes it declares"),
                          (unsigned long long)part->size);
    }
    if (part->n_bytes > limits->member_bytes) {
        return diag_error(diags, at, _("it unpacks to more than %llu bytes"),
                          (unsigned long long)limits->member_bytes);
    }
    if (package->total > limits->total_bytes) {
        return diag_error(diags, at_package(package),
                          _("its parts unpack to more than %llu bytes"),
                          (unsigned long long)limits->total_bytes);
    }
    if (package->zip && part->n_bytes > limits->ratio_from &&
        part->n_bytes / limits->ratio > part->compressed) {
        return diag_error(diags, at,
                          _("it unpacks to more than %llu times "
                            "its size, as only files made to do "
                            "harm are"),
                          (unsigned long long)limits->ratio);
    }
    return true;
}

static bool
check_end(const struct part *part, struct diags *diags)
{
    if (part->size == UINT64_MAX || part->n_bytes == part->size) {
        return true;
    }
    return diag_error(diags, at_entry(part->package, part->entry),
                      _("the archive is damaged: %llu bytes instead of the "
                        "%llu it declares"),
                      (unsigned long long)part->n_bytes,
                      (unsigned long long)part->size);
}

static ptrdiff_t
read_some(struct part *part, void *bytes, size_t size, struct diags *diags)
{
    struct location at = at_entry(part->package, part->entry);
    zip_int64_t n;

    if (part->file) {
        size_t n_read = fread(bytes, 1, size, part->file);

        if (n_read == 0 && ferror(part->file)) {
            diag_system(diags, at, _("cannot be read: %s"), strerror(errno));
            return -1;
        }
        return (ptrdiff_t)n_read;
    }
    n = zip_fread(part->member, bytes, size);
    if (n < 0) {
        archive_fault_report(at, zip_file_get_error(part->member), diags);
        return -1;
    }
    return (ptrdiff_t)n;
}

ptrdiff_t
part_read(void *source, void *bytes, size_t size, struct diags *diags)
{
    struct part *part = source;
    ptrdiff_t n = read_some(part, bytes, size, diags);

    if (n < 0) {
        return -1;
    }
    part->n_bytes += (uint64_t)n;
    part->package->total += (uint64_t)n;
    if (!check_limits(part, diags) || (n == 0 && !check_end(part, diags))) {
        return -1;
    }
    return n;
}

bool
package_read(struct package *package, struct str name, struct arena *arena,
             struct str *bytes, struct diags *diags)
{
    struct part *part = part_open(package, name, diags);
    struct strbuf sb = {0};
    ptrdiff_t n;

    if (!part) {
        return false;
    }
    do {
        strbuf_reserve(&sb, READ_SIZE);
        n = part_read(part, sb.ptr + sb.len, READ_SIZE, diags);
        sb.len += n > 0 ? (size_t)n : 0;
    } while (n > 0);
    part_close(part);
    if (n == 0) {
        *bytes = arena_str(arena, strbuf_str(&sb));
    }
    strbuf_clear(&sb);
    return n == 0;
}
