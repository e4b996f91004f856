package io.sonde.core.series;

record DoubleArithmetic(int length) implements CounterArithmetic<double[]> {

    @Override
    public double[] zero() {
        return new double[length];
    }

    @Override
    public boolean isZero(double[] value) {
        for (double number : value) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public double[] plus(double[] some, double[] more) {
        double[] sum = zero();
        for (int i = 0; i < length; i++) {
            sum[i] = some[i] + more[i];
        }
        return sum;
    }

    @Override
    public double[] increase(double[] before, double[] now) {
        double[] increase = zero();
        for (int i = 0; i < length; i++) {
            if (now[i] < before[i]) {
                return now;
            }
            increase[i] = now[i] - before[i];
        }
        return increase;
    }
}
