#include "gen/base/workdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/mem.h"
#include "gen/base/path.h"

#define PREFIX ".tongbao-"

enum { MAX_TRIES = 100, MAX_DEPTH = 16, MAX_OPEN = 8 };

static sigset_t old_signals;
static unsigned n_open;
static const char *open_paths[MAX_OPEN]; /* NULL: nothing; the first of them */

static void
hold_signals(void)
{
    sigset_t set;

    if (n_open++ == 0) {
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGHUP);
        sigaddset(&set, SIGPIPE);
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

/* Takes away whatever is in an open folder; links are not followed. */
static void
empty_folder(int fd, int depth)
{
    DIR *dir = fdopendir(fd);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        int inner;

        if (strcmp(entry->d_name, ".") == 0 ||
            strcmp(entry->d_name, "..") == 0 ||
            unlinkat(dirfd(dir), entry->d_name, 0) == 0) {
            continue;
        }
        inner = openat(dirfd(dir), entry->d_name,
                       O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0 && depth < MAX_DEPTH) {
            empty_folder(inner, depth + 1);
        } else if (inner >= 0) {
            close(inner);
        }
        unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
    }
    if (dir) {
        closedir(dir);
    } else {
        close(fd);
    }
}

static void
remove_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd >= 0) {
        empty_folder(fd, 0);
    }
    rmdir(path);
}

static void
remove_open(void)
{
    for (size_t i = 0; i < MAX_OPEN; i++) {
        if (open_paths[i]) {
            remove_folder(open_paths[i]);
        }
    }
}

/* Puts one path in the place of another. */
static void
replace_open(const char *old, const char *path)
{
    size_t i = 0;

    while (i < MAX_OPEN && open_paths[i] != old) {
        i++;
    }
    if (i < MAX_OPEN) {
        open_paths[i] = path;
    }
}

static bool
is_own(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && st.st_uid == geteuid();
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
        path = path_join(parent, entry->d_name);
        fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0 && is_own(fd) && flock(fd, LOCK_EX | LOCK_NB) == 0) {
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

    return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_ino == b.st_ino &&
           a.st_dev == b.st_dev;
}

/* Makes and locks a hidden folder; *path is owned by the caller.  -1 with
 * errno set on failure. */
static int
make_hidden(const char *parent, char **path)
{
    for (int i = 0; i < MAX_TRIES; i++) {
        int fd;

        *path = path_join(parent, PREFIX "XXXXXX");
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

bool
workdir_report(struct diags *diags, const char *path, const char *message)
{
    struct location at = {.path = path};

    return diag_system(diags, at, "%s: %s", message, strerror(errno));
}

bool
workdir_open(struct workdir *dir, const char *target, struct diags *diags)
{
    char *parent = path_parent(target);
    bool ok = true;

    remove_leftovers(parent);
    hold_signals();
    dir->lock = make_hidden(parent, &dir->path);
    if (dir->lock < 0) {
        ok = workdir_report(diags, parent,
                            _("nothing can be written in this folder"));
        release_signals();
    } else {
        mem_on_end(remove_open);
        replace_open(NULL, dir->path);
    }
    mem_free(parent);
    return ok;
}

bool
workdir_open_temporary(struct workdir *dir, struct diags *diags)
{
    const char *folder = getenv("TMPDIR");
    char *target = path_join(folder && *folder ? folder : "/tmp", "tongbao");
    bool ok = workdir_open(dir, target, diags);

    mem_free(target);
    return ok;
}

void
workdir_close(struct workdir *dir)
{
    if (!dir->path) {
        return;
    }
    remove_folder(dir->path);
    replace_open(dir->path, NULL);
    mem_free(dir->path);
    close(dir->lock);
    *dir = (struct workdir){NULL, -1};
    release_signals();
}

bool
workdir_goes_on(const char *target, struct diags *diags)
{
    struct location at = {.path = target};

    return !was_asked_to_stop() ||
           diag_system(diags, at, "%s", _("stopped before it was written"));
}

void
workdir_settle(const char *target, struct diags *diags)
{
    struct location at = {.path = target};
    char *parent = path_parent(target);

    if (!path_sync(parent)) {
        diag_warning(diags, at,
                     _("is written, but may be lost if the power fails now: "
                       "%s"),
                     strerror(errno));
    }
    mem_free(parent);
}
