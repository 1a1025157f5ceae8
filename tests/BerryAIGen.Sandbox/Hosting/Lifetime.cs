using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BerryAIGen.Sandbox.Hosting;

/// <summary>How long the Sandbox serves: until a signal, and by wish until its parent or its input ends.</summary>
internal sealed record Lifetime
{
    /// <summary>The process with which it ends; null for none.</summary>
    public int? ParentId { get; init; }

    /// <summary>Off by default: a service or a job in the background has an input that ends at once.</summary>
    public bool EndsWithInput { get; init; }

    public async Task UntilTheEndAsync()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        List<Task> ends = [end.Task];
        if (EndsWithInput)
            ends.Add(InputEndsAsync());
        if (ParentId is { } parent)
            ends.Add(ParentEndsAsync(parent));
        await await Task.WhenAny(ends);
    }

    private static async Task InputEndsAsync()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0) { }
    }

    private static async Task ParentEndsAsync(int id)
    {
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
