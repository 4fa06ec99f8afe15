// Five bodies that attract each other, step by step.
#include "kernel.h"
#include <math.h>

enum { BODIES = 5, STEPS = 500000 };

typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;

static Body bodies[BODIES];

static void place(void) {
    for (int i = 0; i < BODIES; i++) {
        double angle = i * 1.3, far = i * 2.5;
        Body body = {far * cos(angle), far * sin(angle), 0.1 * i, 0, 0, 0, i ? 0.01 / i : 40};
        if (i) {
            double speed = sqrt(bodies[0].mass / far);
            body.vx = -speed * sin(angle), body.vy = speed * cos(angle);
        }
        bodies[i] = body;
    }
}

static void step(double dt) {
    for (int i = 0; i < BODIES; i++) {
        Body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = dt / (square * sqrt(square));
            a->vx -= dx * b->mass * pull, a->vy -= dy * b->mass * pull, a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull, b->vy += dy * a->mass * pull, b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        Body *body = &bodies[i];
        body->x += dt * body->vx, body->y += dt * body->vy, body->z += dt * body->vz;
    }
}

static uint64_t round_of_work(void) {
    place();
    for (int i = 0; i < STEPS; i++) step(0.001);
    double sum = 0;
    for (int i = 0; i < BODIES; i++) sum += bodies[i].x + bodies[i].y * 2 + bodies[i].z * 3;
    return (uint64_t)(int64_t)(sum * 1e6);
}
