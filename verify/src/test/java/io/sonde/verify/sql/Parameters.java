package io.sonde.verify.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.UUID;

/** Sets parameters that are written as {@code type value}. */
final class Parameters {

    private Parameters() {}

    static void set(PreparedStatement statement, List<String> params) throws SQLException {
        for (int i = 0; i < params.size(); i++) {
            String[] parts = params.get(i).split(" ", 2);
            set(statement, i + 1, parts[0], parts[1]);
        }
    }

    private static void set(PreparedStatement statement, int index, String type, String value) throws SQLException {
        switch (type) {
            case "int" -> statement.setInt(index, Integer.parseInt(value));
            case "long" -> statement.setLong(index, Long.parseLong(value));
            case "text" -> statement.setString(index, value);
            case "numeric" -> statement.setBigDecimal(index, new BigDecimal(value));
            case "double" -> statement.setDouble(index, Double.parseDouble(value));
            case "bool" -> statement.setBoolean(index, Boolean.parseBoolean(value));
            case "date" -> statement.setDate(index, Date.valueOf(value));
            case "time" -> statement.setTime(index, Time.valueOf(value));
            case "timestamp" -> statement.setTimestamp(index, Timestamp.valueOf(value));
            case "bytes" -> statement.setBytes(index, value.getBytes(StandardCharsets.UTF_8));
            case "uuid" -> statement.setObject(index, UUID.fromString(value));
            case "null" -> statement.setNull(index, value.equals("int") ? Types.INTEGER : Types.VARCHAR);
            case "array" -> {
                boolean numbers = Character.isDigit(value.charAt(0));
                String[] elements = value.split(",", -1);
                statement.setArray(index, statement.getConnection().createArrayOf(numbers ? "int4" : "text", elements));
            }
            default -> throw new IllegalArgumentException("Unknown type of parameter: " + type);
        }
    }
}
