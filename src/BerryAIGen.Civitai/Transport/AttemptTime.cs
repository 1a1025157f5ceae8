namespace BerryAIGen.Civitai.Transport;

/// <summary>How long one attempt may take.</summary>
/// <param name="Silence">Until the answer begins, and later until its next bytes.</param>
/// <param name="Whole">Until its last byte.</param>
internal readonly record struct AttemptTime(TimeSpan Silence, TimeSpan Whole)
{
    // The largest real page, some 10 MB, arrives in that time over half a megabit per second.
    private const int WholePerSilence = 10;

    public static AttemptTime Of(HttpRequestMessage request, CivitaiOptions options)
    {
        var usual = RequestMarks.IsSlow(request) ? options.SlowAttemptTimeout : options.AttemptTimeout;
        var silence = usual + RequestMarks.ExtraTime(request);
        return new AttemptTime(silence, silence * WholePerSilence);
    }

    /// <summary>The same, but ending within the given time.</summary>
    public AttemptTime Within(TimeSpan limit)
    {
        var left = limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1);
        return new AttemptTime(Silence < left ? Silence : left, Whole < left ? Whole : left);
    }
}
