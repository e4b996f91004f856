package io.sonde.verify.agent.app;

/** Says hello, and ends when the agent's start has ended. */
public final class HelloAndWait {

    private HelloAndWait() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("hello");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("sonde-start")) {
                thread.join(30_000);
            }
        }
    }
}
