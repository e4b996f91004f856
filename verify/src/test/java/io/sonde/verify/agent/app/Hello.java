package io.sonde.verify.agent.app;

/** Says hello, and with an argument also what the agent serves and which threads it has. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("hello");
        if (arguments.length > 0) {
            OwnPage.print();
            Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.contains("sonde") || name.contains("netty"))
                    .sorted()
                    .forEach(name -> System.out.println("thread: " + name));
        }
    }
}
