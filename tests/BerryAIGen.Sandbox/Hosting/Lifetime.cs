using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BerryAIGen.Sandbox.Hosting;

/// <summary>Waits for the reason to end: a signal, the end of the input, or the end of the parent.</summary>
internal static class Lifetime
{
    public static async Task UntilTheEndAsync(int? parentId)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await await Task.WhenAny(end.Task, InputEndsAsync(), ParentEndsAsync(parentId));
    }

    private static async Task InputEndsAsync()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0) { }
    }

    private static async Task ParentEndsAsync(int? parentId)
    {
        if (parentId is not { } id)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
            return;
        }

        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It ended before anybody looked.
        }
    }
}
