#include "gen/opc/zipout.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "gen/base/mem.h"

enum {
    /* 1980-01-01 00:00, the first day a zip archive can name */
    DOS_DATE = 0 << 9 | 1 << 5 | 1,
    DOS_TIME = 0
};

/* Outlives zipout->entries: libzip reads it in zip_close(). */
struct zip_entry {
    struct str name;
    struct deflated own;            /* pushed here */
    const struct deflated *content; /* own, or what was deflated before */
    size_t n_read;                  /* how far libzip has come */
    int error[2];                   /* libzip's and the system's */
};

struct zipout {
    const char *path;
    struct arena arena;
    struct zip_entry **entries;
    size_t n_entries;
    size_t cap;
    struct deflater *deflater;
    bool is_open; /* an entry is being written */
    bool has_failed;
};

struct zipout *
zipout_new(const char *path)
{
    struct zipout *zip = mem_alloc(sizeof *zip);

    zip->path = arena_cstr(&zip->arena, str_from(path));
    zip->deflater = deflater_new();
    return zip;
}

static void
end_entry(struct zipout *zip)
{
    if (zip->is_open) {
        zip->has_failed |= !deflater_end(zip->deflater);
        zip->is_open = false;
    }
}

static struct zip_entry *
new_entry(struct zipout *zip, struct str name)
{
    struct zip_entry *entry = arena_alloc(&zip->arena, sizeof *entry);

    end_entry(zip);
    if (zip->n_entries == zip->cap) {
        zip->cap = zip->cap ? zip->cap * 2 : 16;
        zip->entries =
            mem_resize(zip->entries, zip->cap, sizeof(struct zip_entry *));
    }
    entry->name = arena_str(&zip->arena, name);
    entry->content = &entry->own;
    zip->entries[zip->n_entries++] = entry;
    return entry;
}

void
zipout_begin(struct zipout *zip, struct str name)
{
    deflater_begin(zip->deflater, &new_entry(zip, name)->own);
    zip->is_open = true;
}

void
zipout_write(struct zipout *zip, struct str bytes)
{
    if (zip->is_open) {
        deflater_add(zip->deflater, bytes);
    }
}

void
zipout_add(struct zipout *zip, struct str name, struct str bytes)
{
    zipout_begin(zip, name);
    zipout_write(zip, bytes);
}

void
zipout_add_deflated(struct zipout *zip, struct str name,
                    const struct deflated *content)
{
    new_entry(zip, name)->content = content;
}

static zip_uint16_t
method(const struct zip_entry *entry)
{
    return entry->content->is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
}

static zip_int64_t
stat_entry(const struct zip_entry *entry, zip_stat_t *st)
{
    zip_stat_init(st);
    st->size = entry->content->size;
    st->comp_size = deflated_len(entry->content);
    st->crc = entry->content->crc;
    st->comp_method = method(entry);
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
                ZIP_STAT_COMP_METHOD;
    return sizeof *st;
}

static zip_int64_t
read_entry(struct zip_entry *entry, void *bytes, uint64_t size)
{
    ptrdiff_t n = deflated_read(entry->content, entry->n_read, bytes,
                                size < SIZE_MAX ? (size_t)size : SIZE_MAX);

    if (n < 0) {
        entry->error[0] = ZIP_ER_READ;
        entry->error[1] = errno;
        return -1;
    }
    entry->n_read += (uint64_t)n;
    return n;
}

/* Hands an entry to libzip as bytes that are deflated already, so that it
 * copies them as they are. */
static zip_int64_t
serve_entry(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct zip_entry *entry = user;

    switch (command) {
    case ZIP_SOURCE_OPEN:
        entry->n_read = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_entry(entry, data, len);
    case ZIP_SOURCE_STAT:
        return stat_entry(entry, data);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_ERROR:
        memcpy(data, entry->error, sizeof entry->error);
        return sizeof entry->error;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        return -1;
    }
}

static bool
add_entry(zip_t *archive, struct zip_entry *entry)
{
    zip_source_t *source = zip_source_function(archive, serve_entry, entry);
    zip_int64_t index;

    if (!source) {
        return false;
    }
    index = zip_file_add(archive, entry->name.ptr, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(archive, (zip_uint64_t)index, method(entry),
                                    0) == 0 &&
           zip_file_set_dostime(archive, (zip_uint64_t)index, DOS_TIME,
                                DOS_DATE, 0) == 0;
}

static bool
report_error(const struct zipout *zip, zip_error_t *error, struct diags *diags)
{
    int system = zip_error_system_type(error) == ZIP_ET_SYS
                     ? zip_error_code_system(error)
                     : 0;

    return diag_system(diags, (struct location){.path = zip->path},
                       _("cannot be written: %s"),
                       system ? strerror(system) : zip_error_strerror(error));
}

static bool
write_archive(struct zipout *zip, struct diags *diags)
{
    int code = ZIP_ER_OK;
    zip_t *archive = zip_open(zip->path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    bool ok = true;

    if (!archive) {
        zip_error_t error;

        zip_error_init_with_code(&error, code);
        ok = report_error(zip, &error, diags);
        zip_error_fini(&error);
        return ok;
    }
    for (size_t i = 0; ok && i < zip->n_entries; i++) {
        ok = add_entry(archive, zip->entries[i]);
    }
    if (!ok || zip_close(archive) != 0) {
        ok = report_error(zip, zip_get_error(archive), diags);
        zip_discard(archive);
    }
    return ok;
}

/* libzip renames its temporary file without syncing it. */
static bool
sync_file(const struct zipout *zip, struct diags *diags)
{
    int fd = open(zip->path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (!ok) {
        diag_system(diags, (struct location){.path = zip->path},
                    _("cannot be written: %s"), strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

/* Fills bytes with the next n made; false if there are fewer. */
static bool
has_made(const struct deflated *content, uint64_t at, char *bytes, size_t n)
{
    size_t done = 0;
    ptrdiff_t more = 1;

    while (done < n && more > 0) {
        more = deflated_read(content, at + done, bytes + done, n - done);
        done += more > 0 ? (size_t)more : 0;
    }
    return done == n;
}

/* The deflated bytes in the file are those that were made. */
static bool
has_bytes(zip_t *archive, zip_uint64_t i, const struct deflated *content)
{
    zip_file_t *file = zip_fopen_index(archive, i, ZIP_FL_COMPRESSED);
    char found[16384];
    char made[sizeof found];
    uint64_t at = 0;
    zip_int64_t n = -1;

    while (file && (n = zip_fread(file, found, sizeof found)) > 0) {
        if (!has_made(content, at, made, (size_t)n) ||
            memcmp(found, made, (size_t)n) != 0) {
            break;
        }
        at += (uint64_t)n;
    }
    if (file) {
        zip_fclose(file);
    }
    return n == 0 && at == deflated_len(content);
}

static bool
has_entry(zip_t *archive, zip_uint64_t i, const struct zip_entry *entry)
{
    zip_stat_t st;

    return zip_stat_index(archive, i, 0, &st) == 0 &&
           str_is(entry->name, st.name) && st.size == entry->content->size &&
           st.crc == entry->content->crc &&
           st.comp_size == deflated_len(entry->content) &&
           has_bytes(archive, i, entry->content);
}

/* A library's "no error" is no proof: reads the archive back. */
static bool
verify(const struct zipout *zip, struct diags *diags)
{
    zip_t *archive = zip_open(zip->path, ZIP_RDONLY, NULL);
    bool ok = archive &&
              zip_get_num_entries(archive, 0) == (zip_int64_t)zip->n_entries;

    for (size_t i = 0; ok && i < zip->n_entries; i++) {
        ok = has_entry(archive, i, zip->entries[i]);
    }
    if (archive) {
        zip_discard(archive);
    }
    return ok || diag_system(diags, (struct location){.path = zip->path},
                             _("was not written completely"));
}

bool
zipout_close(struct zipout *zip, struct diags *diags)
{
    bool ok;

    end_entry(zip);
    if (zip->has_failed || zip->n_entries == 0) {
        ok = diag_system(diags, (struct location){.path = zip->path},
                         _("cannot be written: %s"),
                         zip->has_failed ? _("compression failed")
                                         : _("there is nothing to put in"));
    } else {
        ok = write_archive(zip, diags) && verify(zip, diags) &&
             sync_file(zip, diags);
    }
    zipout_discard(zip);
    return ok;
}

void
zipout_discard(struct zipout *zip)
{
    if (!zip) {
        return;
    }
    for (size_t i = 0; i < zip->n_entries; i++) {
        deflated_clear(&zip->entries[i]->own);
    }
    deflater_free(zip->deflater);
    mem_free(zip->entries);
    arena_clear(&zip->arena);
    mem_free(zip);
}
