// Sun and planets under gravity, and the energy that must stay the same. Shows: double and float arithmetic, sqrt, sin.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct body {
    double x, y, z, vx, vy, vz, mass;
};

enum { BODIES = 6 };
static struct body bodies[BODIES];

static void arrange(void) {
    bodies[0].mass = 1000;
    for (int i = 1; i < BODIES; i++) {
        double distance = 4.0 * i + 1, speed = sqrt(1000 / distance), angle = 0.7 * i;
        bodies[i] = (struct body){distance * cos(angle), distance * sin(angle), 0.1 * i, -speed * sin(angle),
                                  speed * cos(angle),    0.01 * i,              0.5 / i};
    }
}

static double energy(void) {
    double total = 0;
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        total += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

static void step(double dt) {
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = dt / (square * sqrt(square));
            a->vx -= dx * b->mass * pull, a->vy -= dy * b->mass * pull, a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull, b->vy += dy * a->mass * pull, b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        a->x += dt * a->vx, a->y += dt * a->vy, a->z += dt * a->vz;
    }
}

// The bits of every number: a last digit that differs shows.
static uint64_t fingerprint(void) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (int i = 0; i < BODIES; i++) {
        double values[] = {bodies[i].x, bodies[i].y, bodies[i].z, bodies[i].vx, bodies[i].vy, bodies[i].vz};
        for (int k = 0; k < 6; k++) {
            uint64_t bits;
            memcpy(&bits, &values[k], 8);
            hash = (hash ^ bits) * 0x100000001b3u;
        }
    }
    return hash;
}

int main(int argc, char **argv) {
    long steps = argc > 1 ? atol(argv[1]) : 1000;
    arrange();
    double before = energy();
    float drift = 0;
    for (long i = 0; i < steps; i++) {
        step(0.0005);
        if (i % 100 == 0) drift = fmaxf(drift, (float)fabs(energy() / before - 1));
    }
    printf("energy %.9f, after %ld steps %.9f\n", before, steps, energy());
    printf("drift below a percent: %s\n", drift < 0.01f ? "yes" : "no");
    printf("fingerprint %016llx\n", (unsigned long long)fingerprint());
    return 0;
}
