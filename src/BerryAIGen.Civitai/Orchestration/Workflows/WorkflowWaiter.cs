namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The documented cadence of asking: after 2, 5, 10, 15 and then every 30 seconds.</summary>
internal static class WorkflowWaiter
{
    private static readonly int[] Seconds = [2, 5, 10, 15, 30];

    public static TimeSpan PauseAfter(int asked) => TimeSpan.FromSeconds(Seconds[Math.Min(asked, Seconds.Length - 1)]);

    public static async Task<Workflow> WaitAsync(
        Func<CancellationToken, Task<Workflow>> get,
        TimeProvider time,
        IProgress<Workflow>? progress,
        CancellationToken cancellationToken
    )
    {
        for (var asked = 0; ; asked++)
        {
            var workflow = await get(cancellationToken).ConfigureAwait(false);
            progress?.Report(workflow);
            if (workflow.Status is { IsTerminal: true })
                return workflow;
            await Task.Delay(PauseAfter(asked), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
