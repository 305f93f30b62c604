#include "gen/base/outdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/digest.h"
#include "gen/base/mem.h"
#include "gen/base/path.h"

#define LISTING ".tongbao"

/* Reads the listing of an earlier run: lines of digest, two blanks, name.
 * False, errno set, if there is one and it cannot be read. */
static bool
read_listing(const char *folder, struct strbuf *listing)
{
    char *path = path_join(folder, LISTING);
    FILE *file = fopen(path, "rb");
    char chunk[4096];
    size_t n;
    bool ok;

    mem_free(path);
    if (!file) {
        return errno == ENOENT;
    }
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) {
        strbuf_add(listing, (struct str){chunk, n});
    }
    ok = !ferror(file);
    fclose(file);
    return ok;
}

/* The digest a listing has for a name, or {NULL, 0}. */
static struct str
listed_digest(struct str listing, const char *name)
{
    struct str rest = listing;

    while (rest.ptr) {
        struct str line = str_split(&rest, STR("\n"));

        if (line.len > DIGEST_HEX_LEN + 2 &&
            str_is(str_slice(line, DIGEST_HEX_LEN + 2, line.len), name)) {
            return str_slice(line, 0, DIGEST_HEX_LEN);
        }
    }
    return (struct str){NULL, 0};
}

enum standing {
    STANDING_OURS,
    STANDING_CHANGED,
    STANDING_FOREIGN,
    STANDING_UNKNOWN /* it cannot be read; errno is set */
};

static enum standing
standing_of(const char *folder, const char *name, struct str listing)
{
    struct str listed = listed_digest(listing, name);
    char hex[DIGEST_HEX_LEN + 1];
    char *path;
    bool is_read;

    if (strcmp(name, LISTING) == 0) {
        return STANDING_OURS;
    }
    if (!listed.ptr) {
        return STANDING_FOREIGN;
    }
    path = path_join(folder, name);
    is_read = digest_file(DIGEST_SHA256, path, hex, NULL);
    mem_free(path);
    if (!is_read) {
        return STANDING_UNKNOWN;
    }
    return str_is(listed, hex) ? STANDING_OURS : STANDING_CHANGED;
}

/* Calls back for every entry of a folder but . and .. ; false stops. */
static bool
each_entry(const char *folder,
           bool (*entry)(void *user, const char *folder, const char *name),
           void *user)
{
    DIR *dir = opendir(folder);
    const struct dirent *found;
    bool ok = dir != NULL;

    while (ok && (found = readdir(dir))) {
        if (strcmp(found->d_name, ".") != 0 &&
            strcmp(found->d_name, "..") != 0) {
            ok = entry(user, folder, found->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    return ok;
}

struct review {
    struct diags *diags;
    struct strbuf listing;
    bool force;
    bool ok;
};

static bool
review_file(struct review *review, const char *folder, const char *name,
            struct location at)
{
    switch (standing_of(folder, name, strbuf_str(&review->listing))) {
    case STANDING_UNKNOWN:
        return workdir_report(review->diags, at.path, _("cannot be read"));
    case STANDING_CHANGED:
        diag_error(review->diags, at, _("was changed after it was built"));
        diag_advise(review->diags,
                    _("keep a copy elsewhere, or build with --force to "
                      "replace it"));
        return false;
    default:
        return true;
    }
}

static bool
review_entry(void *user, const char *folder, const char *name)
{
    struct review *review = user;
    char *path = path_join(folder, name);
    struct location at = {.path = path};
    struct stat st;

    if (lstat(path, &st) || !S_ISREG(st.st_mode)) {
        review->ok = diag_error(
            review->diags, at,
            _("is not a file of this program, and the folder is to be "
              "replaced"));
        diag_advise(review->diags, _("move it elsewhere, or choose another "
                                     "output folder"));
    } else if (!review->force) {
        review->ok = review_file(review, folder, name, at) && review->ok;
    }
    mem_free(path);
    return true;
}

/* Runs that write beside one another take turns where they look at, or
 * replace, a whole folder.  -1 if there is nothing to lock. */
static int
lock_parent(const char *target, int operation)
{
    char *parent = path_parent(target);
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    mem_free(parent);
    if (fd >= 0) {
        flock(fd, operation);
    }
    return fd;
}

static void
unlock_parent(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

/* An earlier output may be replaced if nobody's work is lost by it. */
static bool
review_target(const char *target, bool force, struct diags *diags)
{
    struct location at = {.path = target};
    struct review review = {.diags = diags, .force = force, .ok = true};
    struct stat st;

    if (lstat(target, &st)) {
        return errno == ENOENT ||
               workdir_report(diags, target, _("cannot be looked at"));
    }
    if (!S_ISDIR(st.st_mode)) {
        return diag_system(diags, at, "%s",
                           _("is there already and is not a folder"));
    }
    if (!read_listing(target, &review.listing) ||
        !each_entry(target, review_entry, &review)) {
        review.ok = workdir_report(diags, target, _("cannot be read"));
    }
    strbuf_clear(&review.listing);
    return review.ok;
}

/* Makes the folders above the target. */
static bool
make_parents(const char *target, struct diags *diags)
{
    char *parent = path_parent(target);
    bool ok = true;
    struct stat st;

    if (stat(parent, &st)) {
        ok = make_parents(parent, diags) &&
             (mkdir(parent, 0777) == 0 || errno == EEXIST ||
              workdir_report(diags, parent, _("the folder cannot be made")));
    }
    mem_free(parent);
    return ok;
}

bool
outdir_open(struct outdir *out, const char *target, bool force,
            struct diags *diags)
{
    char *clean = path_clean(target);
    bool ok = make_parents(clean, diags);
    int lock = ok ? lock_parent(clean, LOCK_SH) : -1;

    *out = (struct outdir){.target = NULL};
    ok = ok && review_target(clean, force, diags);
    unlock_parent(lock);
    if (!ok) {
        mem_free(clean);
        return false;
    }
    if (!workdir_open(&out->work, clean, diags)) {
        mem_free(clean);
        return false;
    }
    out->target = clean;
    diags_show_as(diags, out->work.path, clean);
    return true;
}

struct names {
    char **items;
    size_t n_items;
};

static bool
add_name(void *user, const char *folder, const char *name)
{
    struct names *names = user;

    (void)folder;
    names->items =
        mem_resize(names->items, names->n_items + 1, sizeof *names->items);
    names->items[names->n_items++] = path_copy(str_from(name));
    return true;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
clear_names(struct names *names)
{
    for (size_t i = 0; i < names->n_items; i++) {
        mem_free(names->items[i]);
    }
    mem_free(names->items);
}

static bool
list_names(const char *folder, const struct names *names, struct strbuf *sb)
{
    for (size_t i = 0; i < names->n_items; i++) {
        char hex[DIGEST_HEX_LEN + 1];
        char *path = path_join(folder, names->items[i]);
        bool ok =
            digest_file(DIGEST_SHA256, path, hex, NULL) && path_sync(path);

        mem_free(path);
        if (!ok) {
            return false;
        }
        strbuf_addf(sb, "%s  %s\n", hex, names->items[i]);
    }
    return true;
}

/* Writes the listing and flushes every file. */
static bool
write_listing(const char *folder)
{
    struct names names = {NULL, 0};
    struct strbuf sb = {0};
    char *path = path_join(folder, LISTING);
    bool ok = each_entry(folder, add_name, &names);
    FILE *file;

    if (names.n_items) {
        qsort(names.items, names.n_items, sizeof *names.items, compare_names);
    }
    ok = ok && list_names(folder, &names, &sb);
    file = ok ? fopen(path, "wb") : NULL;
    if (file) {
        ok = fwrite(strbuf_str(&sb).ptr, 1, sb.len, file) == sb.len;
        ok = fclose(file) == 0 && ok && path_sync(path);
    } else {
        ok = false;
    }
    mem_free(path);
    strbuf_clear(&sb);
    clear_names(&names);
    return ok;
}

struct carry {
    const char *to;
    struct strbuf listing;
    struct diags *diags;
};

/* Files others put beside earlier outputs stay with the new ones. */
static bool
carry_entry(void *user, const char *folder, const char *name)
{
    struct carry *carry = user;
    char *from;
    char *to;
    bool ok = true;

    /* what can no longer be read was ours when it was reviewed */
    if (standing_of(folder, name, strbuf_str(&carry->listing)) !=
        STANDING_FOREIGN) {
        return true;
    }
    from = path_join(folder, name);
    to = path_join(carry->to, name);
    if (link(from, to)) {
        ok = workdir_report(carry->diags, from,
                            _("cannot be kept beside the new "
                              "outputs"));
    }
    mem_free(from);
    mem_free(to);
    return ok;
}

static bool
carry_over(const struct outdir *out, struct diags *diags)
{
    struct carry carry = {.to = out->work.path, .diags = diags};
    struct stat st;
    bool ok;

    if (lstat(out->target, &st)) {
        return true;
    }
    ok = (read_listing(out->target, &carry.listing) ||
          workdir_report(diags, out->target, _("cannot be read"))) &&
         each_entry(out->target, carry_entry, &carry);
    strbuf_clear(&carry.listing);
    return ok;
}

/* In one step where the file system can; the old folder then has the hidden
 * name. */
static bool
exchange(const char *path, const char *target)
{
    if (renameat2(AT_FDCWD, path, AT_FDCWD, target, RENAME_EXCHANGE) == 0) {
        return true;
    }
    return errno == ENOENT && rename(path, target) == 0;
}

static mode_t
current_umask(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return mask;
}

bool
outdir_commit(struct outdir *out, struct diags *diags)
{
    const char *path = out->work.path;
    bool ok = workdir_goes_on(out->target, diags);
    int lock;

    if (ok && (!write_listing(path) || chmod(path, 0777 & ~current_umask()) ||
               !path_sync(path))) {
        ok = workdir_report(diags, out->target, _("cannot be written"));
    }
    lock = lock_parent(out->target, LOCK_EX);
    ok = ok && carry_over(out, diags);
    if (ok && !exchange(path, out->target)) {
        ok = workdir_report(diags, out->target, _("cannot be replaced"));
    }
    unlock_parent(lock);
    if (ok) {
        workdir_settle(out->target, diags);
    }
    outdir_discard(out);
    return ok;
}

void
outdir_discard(struct outdir *out)
{
    workdir_close(&out->work);
    mem_free(out->target);
    *out = (struct outdir){.target = NULL};
}
