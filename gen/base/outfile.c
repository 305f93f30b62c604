#include "gen/base/outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/digest.h"
#include "gen/base/mem.h"

#define PREFIX ".tongbao-"
#define LISTING ".tongbao"

enum { MAX_TRIES = 100 };

/* ---- names ---- */

static char *
format_path(const char *folder, const char *name)
{
    struct strbuf sb = {0};

    strbuf_add_cstr(&sb, folder);
    if (sb.len == 0 || sb.ptr[sb.len - 1] != '/') {
        strbuf_add_char(&sb, '/');
    }
    strbuf_add_cstr(&sb, name);
    return sb.ptr;
}

static char *
copy_cstr(struct str s)
{
    struct strbuf sb = {0};

    strbuf_add(&sb, s);
    return sb.ptr;
}

/* target without slashes at its end */
static char *
clean_target(const char *target)
{
    struct str s = str_from(target);

    while (s.len > 1 && s.ptr[s.len - 1] == '/') {
        s.len--;
    }
    return copy_cstr(s);
}

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static char *
parent_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash) {
        return copy_cstr(STR("."));
    }
    return copy_cstr(
        (struct str){path, slash == path ? 1 : (size_t)(slash - path)});
}

static bool
report(struct diags *diags, const char *path, const char *message)
{
    struct location at = {.path = path};

    return diag_system(diags, at, "%s: %s", message, strerror(errno));
}

/* ---- signals: they wait until the outputs are in a clean state ---- */

static sigset_t old_signals;
static unsigned n_open;

static void
hold_signals(void)
{
    sigset_t set;

    if (n_open++ == 0) {
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGHUP);
        sigprocmask(SIG_BLOCK, &set, &old_signals);
    }
}

static void
release_signals(void)
{
    if (n_open && --n_open == 0) {
        sigprocmask(SIG_SETMASK, &old_signals, NULL);
    }
}

static bool
was_asked_to_stop(void)
{
    sigset_t set;

    sigpending(&set);
    return sigismember(&set, SIGINT) || sigismember(&set, SIGTERM) ||
           sigismember(&set, SIGHUP);
}

/* ---- the hidden folder ---- */

/* Takes away the regular files of a flat folder, and the folder. */
static void
remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            unlinkat(dirfd(dir), entry->d_name, 0);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

/* A folder whose maker no longer holds its lock was left by a killed run. */
static void
remove_leftovers(const char *parent)
{
    DIR *dir = opendir(parent);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char *path;
        int fd;

        if (strncmp(entry->d_name, PREFIX, strlen(PREFIX)) != 0) {
            continue;
        }
        path = format_path(parent, entry->d_name);
        fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
            remove_folder(path);
        }
        if (fd >= 0) {
            close(fd);
        }
        mem_free(path);
    }
    if (dir) {
        closedir(dir);
    }
}

static bool
is_same_file(int fd, const char *path)
{
    struct stat a;
    struct stat b;

    return fstat(fd, &a) == 0 && lstat(path, &b) == 0 &&
           a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

/* Makes and locks a hidden folder; *path is owned by the caller.  -1 with
 * errno set on failure. */
static int
make_hidden(const char *parent, char **path)
{
    for (int i = 0; i < MAX_TRIES; i++) {
        int fd;

        *path = format_path(parent, PREFIX "XXXXXX");
        if (!mkdtemp(*path)) {
            break;
        }
        fd = open(*path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
            is_same_file(fd, *path)) {
            return fd;
        }
        if (fd >= 0) { /* another run took it for a leftover */
            close(fd);
        }
        mem_free(*path);
        *path = NULL;
    }
    mem_free(*path);
    *path = NULL;
    return -1;
}

static bool
sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

static bool
sync_parent(const char *target)
{
    char *parent = parent_of(target);
    bool ok = sync_path(parent);

    mem_free(parent);
    return ok;
}

static int
open_hidden(const char *target, char **path, struct diags *diags)
{
    char *parent = parent_of(target);
    int lock;

    remove_leftovers(parent);
    hold_signals();
    lock = make_hidden(parent, path);
    if (lock < 0) {
        report(diags, parent, _("nothing can be written in this folder"));
        release_signals();
    }
    mem_free(parent);
    return lock;
}

static bool
stop_if_asked(const char *target, struct diags *diags)
{
    struct location at = {.path = target};

    return !was_asked_to_stop() ||
           diag_system(diags, at, "%s", _("stopped before it was written"));
}

/* ---- files ---- */

bool
outfile_open(struct outfile *out, const char *target, struct diags *diags)
{
    struct location at = {.path = target};
    struct stat st;
    char *folder = NULL;

    *out = (struct outfile){.lock = -1};
    if (lstat(target, &st) == 0 && !S_ISREG(st.st_mode)) {
        return diag_system(diags, at, "%s",
                           _("is there already and is not a regular file"));
    }
    out->lock = open_hidden(target, &folder, diags);
    if (out->lock < 0) {
        return false;
    }
    out->target = copy_cstr(str_from(target));
    out->path = format_path(folder, base_name(target));
    mem_free(folder);
    return true;
}

bool
outfile_commit(struct outfile *out, struct diags *diags)
{
    bool ok = stop_if_asked(out->target, diags);

    if (ok && (!sync_path(out->path) || rename(out->path, out->target) ||
               !sync_parent(out->target))) {
        ok = report(diags, out->target, _("cannot be written"));
    }
    outfile_discard(out);
    return ok;
}

void
outfile_discard(struct outfile *out)
{
    char *folder;

    if (!out->path) {
        return;
    }
    folder = parent_of(out->path);
    remove_folder(folder);
    mem_free(folder);
    mem_free(out->path);
    mem_free(out->target);
    close(out->lock);
    *out = (struct outfile){.lock = -1};
    release_signals();
}

/* ---- folders ---- */

/* Reads the listing of an earlier run: lines of digest, two blanks, name. */
static void
read_listing(const char *folder, struct strbuf *listing)
{
    char *path = format_path(folder, LISTING);
    FILE *file = fopen(path, "rb");
    char chunk[4096];
    size_t n;

    mem_free(path);
    if (!file) {
        return;
    }
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) {
        strbuf_add(listing, (struct str){chunk, n});
    }
    fclose(file);
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

enum standing { STANDING_OURS, STANDING_CHANGED, STANDING_FOREIGN };

static enum standing
standing_of(const char *folder, const char *name, struct str listing)
{
    struct str listed = listed_digest(listing, name);
    char hex[DIGEST_HEX_LEN + 1];
    char *path;
    bool same;

    if (strcmp(name, LISTING) == 0) {
        return STANDING_OURS;
    }
    if (!listed.ptr) {
        return STANDING_FOREIGN;
    }
    path = format_path(folder, name);
    same = digest_file(DIGEST_SHA256, path, hex, NULL) && str_is(listed, hex);
    mem_free(path);
    return same ? STANDING_OURS : STANDING_CHANGED;
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
review_entry(void *user, const char *folder, const char *name)
{
    struct review *review = user;
    char *path = format_path(folder, name);
    struct location at = {.path = path};
    struct stat st;

    if (lstat(path, &st) || !S_ISREG(st.st_mode)) {
        review->ok = diag_error(
            review->diags, at,
            _("is not a file of this program, and the folder is to be "
              "replaced"));
        diag_advise(review->diags, _("move it elsewhere, or choose another "
                                     "output folder"));
    } else if (!review->force &&
               standing_of(folder, name, strbuf_str(&review->listing)) ==
                   STANDING_CHANGED) {
        review->ok = diag_error(review->diags, at,
                                _("was changed after it was built"));
        diag_advise(review->diags,
                    _("keep a copy elsewhere, or build with --force to "
                      "replace it"));
    }
    mem_free(path);
    return true;
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
               report(diags, target, _("cannot be looked at"));
    }
    if (!S_ISDIR(st.st_mode)) {
        return diag_system(diags, at, "%s",
                           _("is there already and is not a folder"));
    }
    read_listing(target, &review.listing);
    if (!each_entry(target, review_entry, &review)) {
        review.ok = report(diags, target, _("cannot be read"));
    }
    strbuf_clear(&review.listing);
    return review.ok;
}

/* Makes the folders above the target. */
static bool
make_parents(const char *target, struct diags *diags)
{
    char *parent = parent_of(target);
    bool ok = true;
    struct stat st;

    if (stat(parent, &st)) {
        ok = make_parents(parent, diags) &&
             (mkdir(parent, 0777) == 0 || errno == EEXIST ||
              report(diags, parent, _("the folder cannot be made")));
    }
    mem_free(parent);
    return ok;
}

bool
outdir_open(struct outdir *out, const char *target, bool force,
            struct diags *diags)
{
    char *clean = clean_target(target);

    *out = (struct outdir){.lock = -1};
    if (!review_target(clean, force, diags) || !make_parents(clean, diags)) {
        mem_free(clean);
        return false;
    }
    out->lock = open_hidden(clean, &out->path, diags);
    if (out->lock < 0) {
        mem_free(clean);
        return false;
    }
    out->target = clean;
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
    names->items = mem_resize(names->items, names->n_items + 1,
                              sizeof *names->items);
    names->items[names->n_items++] = copy_cstr(str_from(name));
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
        char *path = format_path(folder, names->items[i]);
        bool ok = digest_file(DIGEST_SHA256, path, hex, NULL) &&
                  sync_path(path);

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
    char *path = format_path(folder, LISTING);
    bool ok = each_entry(folder, add_name, &names);
    FILE *file;

    if (names.n_items) {
        qsort(names.items, names.n_items, sizeof *names.items, compare_names);
    }
    ok = ok && list_names(folder, &names, &sb);
    file = ok ? fopen(path, "wb") : NULL;
    if (file) {
        ok = fwrite(strbuf_str(&sb).ptr, 1, sb.len, file) == sb.len;
        ok = fclose(file) == 0 && ok && sync_path(path);
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

    if (standing_of(folder, name, strbuf_str(&carry->listing)) !=
        STANDING_FOREIGN) {
        return true;
    }
    from = format_path(folder, name);
    to = format_path(carry->to, name);
    if (link(from, to)) {
        ok = report(carry->diags, from, _("cannot be kept beside the new "
                                          "outputs"));
    }
    mem_free(from);
    mem_free(to);
    return ok;
}

static bool
carry_over(const struct outdir *out, struct diags *diags)
{
    struct carry carry = {.to = out->path, .diags = diags};
    struct stat st;
    bool ok;

    if (lstat(out->target, &st)) {
        return true;
    }
    read_listing(out->target, &carry.listing);
    ok = each_entry(out->target, carry_entry, &carry);
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
    bool ok = stop_if_asked(out->target, diags);

    if (ok && (!write_listing(out->path) ||
               chmod(out->path, 0777 & ~current_umask()) ||
               !sync_path(out->path))) {
        ok = report(diags, out->target, _("cannot be written"));
    }
    ok = ok && carry_over(out, diags);
    if (ok && (!exchange(out->path, out->target) ||
               !sync_parent(out->target))) {
        ok = report(diags, out->target, _("cannot be replaced"));
    }
    outdir_discard(out);
    return ok;
}

void
outdir_discard(struct outdir *out)
{
    if (!out->path) {
        return;
    }
    remove_folder(out->path);
    mem_free(out->path);
    mem_free(out->target);
    close(out->lock);
    *out = (struct outdir){.lock = -1};
    release_signals();
}
