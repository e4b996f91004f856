package io.sonde.verify.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Selects rows of a product so that each two values of two dimensions meet in some row. The same sizes always give the same rows.
 */
final class Pairwise {

    /*
     * Greedy: a row begins with the first pair that has not met, and each further dimension takes the value that makes most new
     * pairs with what the row has already; of equal ones, the one used least so far.
     */

    private static final int OPEN = -1;

    private final int[] sizes;
    private final boolean[][][][] met;
    private final int[][] used;
    private final List<int[]> rows = new ArrayList<>();

    private Pairwise(int[] sizes) {
        this.sizes = sizes;
        this.used = new int[sizes.length][];
        this.met = new boolean[sizes.length][sizes.length][][];
        for (int a = 0; a < sizes.length; a++) {
            used[a] = new int[sizes[a]];
            for (int b = a + 1; b < sizes.length; b++) {
                met[a][b] = new boolean[sizes[a]][sizes[b]];
            }
        }
    }

    /** Rows with one value, counted from 0, per dimension. */
    static List<int[]> rows(int... sizes) {
        Pairwise pairwise = new Pairwise(sizes);
        for (int a = 0; a < sizes.length; a++) {
            for (int b = a + 1; b < sizes.length; b++) {
                pairwise.cover(a, b);
            }
        }
        return pairwise.rows;
    }

    /** All rows of the product. */
    static List<int[]> product(int... sizes) {
        List<int[]> rows = new ArrayList<>();
        rows.add(new int[0]);
        for (int size : sizes) {
            List<int[]> longer = new ArrayList<>();
            for (int[] row : rows) {
                for (int value = 0; value < size; value++) {
                    int[] more = Arrays.copyOf(row, row.length + 1);
                    more[row.length] = value;
                    longer.add(more);
                }
            }
            rows = longer;
        }
        return rows;
    }

    private void cover(int a, int b) {
        for (int x = 0; x < sizes[a]; x++) {
            for (int y = 0; y < sizes[b]; y++) {
                if (!met[a][b][x][y]) {
                    int[] row = new int[sizes.length];
                    Arrays.fill(row, OPEN);
                    row[a] = x;
                    row[b] = y;
                    add(fill(row));
                }
            }
        }
    }

    private int[] fill(int[] row) {
        for (int dimension = 0; dimension < row.length; dimension++) {
            if (row[dimension] == OPEN) {
                row[dimension] = best(row, dimension);
            }
        }
        return row;
    }

    private int best(int[] row, int dimension) {
        int best = 0;
        int most = -1;
        for (int value = 0; value < sizes[dimension]; value++) {
            int fresh = 0;
            for (int other = 0; other < row.length; other++) {
                if (row[other] != OPEN && other != dimension && !hasMet(dimension, value, other, row[other])) {
                    fresh++;
                }
            }
            if (fresh > most || (fresh == most && used[dimension][value] < used[dimension][best])) {
                best = value;
                most = fresh;
            }
        }
        return best;
    }

    private boolean hasMet(int a, int x, int b, int y) {
        return a < b ? met[a][b][x][y] : met[b][a][y][x];
    }

    private void add(int[] row) {
        rows.add(row);
        for (int a = 0; a < row.length; a++) {
            used[a][row[a]]++;
            for (int b = a + 1; b < row.length; b++) {
                met[a][b][row[a]][row[b]] = true;
            }
        }
    }
}
