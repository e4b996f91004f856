package io.sonde.core.series;

record LongArithmetic(int length) implements CounterArithmetic<long[]> {

    @Override
    public long[] zero() {
        return new long[length];
    }

    @Override
    public boolean isZero(long[] value) {
        for (long number : value) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long[] plus(long[] some, long[] more) {
        long[] sum = zero();
        for (int i = 0; i < length; i++) {
            sum[i] = some[i] + more[i];
        }
        return sum;
    }

    @Override
    public long[] increase(long[] before, long[] now) {
        long[] increase = zero();
        for (int i = 0; i < length; i++) {
            if (now[i] < before[i]) {
                return now;
            }
            increase[i] = now[i] - before[i];
        }
        return increase;
    }
}
