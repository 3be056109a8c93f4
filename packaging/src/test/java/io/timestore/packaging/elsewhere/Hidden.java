package io.timestore.packaging.elsewhere;

class Hidden {
  int number() {
    return 14;
  }
}
