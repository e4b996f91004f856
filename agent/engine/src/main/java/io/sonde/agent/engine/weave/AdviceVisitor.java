package io.sonde.agent.engine.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts an advice into a method: calls on entry, before each return and, where the advice wants it, on an exception. */
final class AdviceVisitor extends MethodVisitor {

    /*
     * The advice's own variables lie behind those of the method, and are in every frame from the entry on:
     *
     *     method's variables (maxLocals) │ token, a long │ receiver │ text │ properties
     *
     * The exception handler takes nothing for granted but these: what the method keeps in its variables, `this` and the
     * parameters included, may be anything by then (optimisers reuse them), so its frame says "unusable" for all of them. Hence no frame
     * has to be computed, and no two types to be merged, for which classes would have to be loaded.
     *
     * The handler covers the method without the calls before its returns, and comes last in the table: the method's own handlers
     * come first.
     */

    private static final String ENTRY = "io/sonde/agent/bootstrap/jdbc/";
    private static final String O = "Ljava/lang/Object;";
    private static final String S = "Ljava/lang/String;";
    private static final String T = "Ljava/lang/Throwable;";

    private record Range(Label from, Label to) {}

    private final Advice advice;
    private final boolean returnsResultSet;
    private final boolean frames;
    private final int methodLocals;
    private final int token;
    private final int receiver;
    private final int text;
    private final int properties;
    private final List<Object> ownTypes = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private Label rangeStart = new Label();

    /** @param frames whether the class has stack map frames (Java 6 and newer) */
    AdviceVisitor(MethodVisitor next, Advice advice, boolean returnsResultSet, int methodLocals, boolean frames) {
        super(Opcodes.ASM9, next);
        this.advice = advice;
        this.returnsResultSet = returnsResultSet;
        this.methodLocals = methodLocals;
        this.frames = frames;
        this.token = methodLocals;
        this.receiver = methodLocals + 2;
        this.text = methodLocals + 3;
        this.properties = methodLocals + 4;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        enter();
        rangeStart = new Label();
        super.visitLabel(rangeStart);
    }

    /** Calls the entry point, and sets all own variables, so that each is set wherever a frame says so. */
    private void enter() {
        boolean hasText = advice == Advice.EXECUTE_TEXT
                || advice == Advice.ADD_BATCH_TEXT
                || advice == Advice.PREPARE
                || advice == Advice.CONNECT;
        switch (advice) {
            case EXECUTE_PREPARED -> {
                endResults();
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("Executions", "enter", "(" + O + ")J");
            }
            case EXECUTE_TEXT -> {
                endResults();
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitVarInsn(Opcodes.ALOAD, 1);
                call("Executions", "enter", "(" + O + S + ")J");
            }
            case EXECUTE_BATCH -> {
                endResults();
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("Executions", "enterBatch", "(" + O + ")J");
            }
            case ADD_BATCH, ADD_BATCH_TEXT -> {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("Batches", "before", "(" + O + ")J");
            }
            case CONNECT -> call("Connections", "connecting", "()J");
            case METADATA -> call("MetadataCalls", "entered", "()J");
            case NEXT, MOVE -> {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("Results", "moving", "(" + O + ")J");
            }
            case GET_MORE_RESULTS -> {
                endResults();
                super.visitInsn(Opcodes.LCONST_0);
            }
            case GET_MORE_RESULTS_CHOSEN -> {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitVarInsn(Opcodes.ILOAD, 1);
                call("Results", "moreResults", "(" + O + "I)V");
                super.visitInsn(Opcodes.LCONST_0);
            }
            case PREPARE, CREATE -> {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("Preparations", "making", "(" + O + ")V");
                super.visitInsn(Opcodes.LCONST_0);
            }
            case CLEAR_BATCH, GET_RESULT_SET, CLOSE_RESULT_SET, CLOSE_STATEMENT, CLOSE_CONNECTION ->
                super.visitInsn(Opcodes.LCONST_0);
        }
        super.visitVarInsn(Opcodes.LSTORE, token);
        ownTypes.add(Opcodes.LONG);
        keep(0, receiver, "java/lang/Object");
        if (hasText) {
            keep(1, text, "java/lang/String");
        }
        if (advice == Advice.CONNECT) {
            keep(2, properties, "java/lang/Object");
        }
    }

    private void endResults() {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        call("Results", "executing", "(" + O + ")V");
    }

    private void keep(int parameter, int variable, String type) {
        super.visitVarInsn(Opcodes.ALOAD, parameter);
        super.visitVarInsn(Opcodes.ASTORE, variable);
        ownTypes.add(type);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        Label rangeEnd = new Label();
        super.visitLabel(rangeEnd);
        ranges.add(new Range(rangeStart, rangeEnd));
        exit();
        super.visitInsn(opcode);
        rangeStart = new Label();
        super.visitLabel(rangeStart);
    }

    /** Before a return: what the method returns is on the stack. */
    private void exit() {
        switch (advice) {
            case EXECUTE_PREPARED, EXECUTE_TEXT, EXECUTE_BATCH -> {
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                super.visitVarInsn(Opcodes.LLOAD, token);
                call("Executions", "exit", "(" + O + "J)V");
                if (returnsResultSet) {
                    super.visitInsn(Opcodes.DUP);
                    super.visitVarInsn(Opcodes.ALOAD, receiver);
                    super.visitVarInsn(Opcodes.LLOAD, token);
                    call("Results", "returned", "(" + O + O + "J)V");
                }
            }
            case GET_RESULT_SET -> {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                call("Results", "returned", "(" + O + O + ")V");
            }
            case NEXT -> moved("next");
            case MOVE -> moved("moved");
            case CLOSE_RESULT_SET -> closed("closed");
            case CLOSE_STATEMENT -> closed("statementClosed");
            case CLOSE_CONNECTION -> closed("connectionClosed");
            case METADATA -> {
                super.visitVarInsn(Opcodes.LLOAD, token);
                call("MetadataCalls", "left", "(J)V");
            }
            case GET_MORE_RESULTS, GET_MORE_RESULTS_CHOSEN -> {}
            case ADD_BATCH -> {
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                super.visitVarInsn(Opcodes.LLOAD, token);
                call("Batches", "added", "(" + O + "J)V");
            }
            case ADD_BATCH_TEXT -> {
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                super.visitVarInsn(Opcodes.ALOAD, text);
                super.visitVarInsn(Opcodes.LLOAD, token);
                call("Batches", "added", "(" + O + S + "J)V");
            }
            case CLEAR_BATCH -> {
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                call("Batches", "cleared", "(" + O + ")V");
            }
            case PREPARE -> {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                super.visitVarInsn(Opcodes.ALOAD, text);
                call("Preparations", "prepared", "(" + O + O + S + ")V");
            }
            case CREATE -> {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, receiver);
                call("Preparations", "created", "(" + O + O + ")V");
            }
            case CONNECT -> {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, text);
                super.visitVarInsn(Opcodes.ALOAD, properties);
                super.visitVarInsn(Opcodes.LLOAD, token);
                call("Connections", "connected", "(" + O + S + O + "J)V");
            }
        }
    }

    private void moved(String entryPoint) {
        super.visitInsn(Opcodes.DUP);
        super.visitVarInsn(Opcodes.ALOAD, receiver);
        super.visitVarInsn(Opcodes.LLOAD, token);
        call("Results", entryPoint, "(Z" + O + "J)V");
    }

    private void closed(String entryPoint) {
        super.visitVarInsn(Opcodes.ALOAD, receiver);
        call("Results", entryPoint, "(" + O + ")V");
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        List<Object> all = new ArrayList<>(localCount + ownTypes.size() + 8);
        int slots = 0;
        for (int i = 0; i < localCount; i++) {
            all.add(locals[i]);
            slots += isWide(locals[i]) ? 2 : 1;
        }
        frame(all, slots, stackCount, stack);
    }

    /** Fills the method's variables up with unusable ones, and adds the advice's own. */
    private void frame(List<Object> locals, int slots, int stackCount, Object[] stack) {
        for (int i = slots; i < methodLocals; i++) {
            locals.add(Opcodes.TOP);
        }
        locals.addAll(ownTypes);
        super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stackCount, stack);
    }

    private static boolean isWide(Object type) {
        return type.equals(Opcodes.LONG) || type.equals(Opcodes.DOUBLE);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label end = new Label();
        super.visitLabel(end);
        ranges.add(new Range(rangeStart, end));
        if (handlesExceptions()) {
            handler(end);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private boolean handlesExceptions() {
        return switch (advice) {
            case EXECUTE_PREPARED, EXECUTE_TEXT, EXECUTE_BATCH, CONNECT, METADATA -> true;
            default -> false;
        };
    }

    private void handler(Label handler) {
        for (Range range : ranges) {
            // Two returns in a row leave an empty range between them, which the class file format forbids.
            if (range.from().getOffset() != range.to().getOffset()) {
                super.visitTryCatchBlock(range.from(), range.to(), handler, null);
            }
        }
        if (frames) {
            frame(new ArrayList<>(), 0, 1, new Object[] {"java/lang/Throwable"});
        }
        if (advice == Advice.CONNECT) {
            super.visitVarInsn(Opcodes.LLOAD, token);
            call("Connections", "failed", "(J)V");
        } else if (advice == Advice.METADATA) {
            super.visitVarInsn(Opcodes.LLOAD, token);
            call("MetadataCalls", "left", "(J)V");
        } else {
            super.visitInsn(Opcodes.DUP);
            super.visitVarInsn(Opcodes.ALOAD, receiver);
            super.visitVarInsn(Opcodes.LLOAD, token);
            call("Executions", "failed", "(" + T + O + "J)V");
        }
        super.visitInsn(Opcodes.ATHROW);
    }

    private void call(String entryClass, String method, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, ENTRY + entryClass, method, descriptor, false);
    }
}
