/* spin: never ends and calls nothing, so only whoever runs it can stop it. For tests of limits. */
int main(void) {
    for (volatile unsigned turns = 0;; turns++) {
    }
}
