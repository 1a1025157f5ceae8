namespace BerryAIGen.Civitai.Orchestration;

/// <summary>How a workflow is submitted or read.</summary>
public sealed record SubmitOptions
{
    /// <summary>The longest wait that the service keeps: it ends requests after 100 seconds.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(100);

    /// <summary>How long the service may wait for the end before it answers; default zero, at most 100 seconds.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Leaves mature results out of the answer; default false.</summary>
    public bool HidesMatureContent { get; init; }

    internal int? WaitSeconds
    {
        get
        {
            if (Wait < TimeSpan.Zero || Wait > LongestWait)
                throw new ArgumentOutOfRangeException(nameof(Wait), "The service waits 0 to 100 seconds.");
            return Wait == TimeSpan.Zero ? null : (int)Math.Ceiling(Wait.TotalSeconds);
        }
    }
}
