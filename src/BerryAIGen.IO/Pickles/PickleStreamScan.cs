namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Scans the pickles that stand one after the other in a stream, in the way in which the file is most likely loaded or in
/// the other one: joblib alone passes over the bytes of its arrays.
/// </summary>
internal sealed class PickleStreamScan(PickleFindings findings, string name, bool isOtherWay)
{
    private const int MostPickles = 10_000;

    // The marks and versions of other formats end before this byte, and none of them goes on as a pickle.
    private const int LongestMark = 64;

    internal required Action<Stream> OnFile { get; init; }

    internal required Func<byte[], bool> OnBytes { get; init; }

    /// <param name="stream">Where the first pickle would begin.</param>
    /// <param name="isExpected">Whether bytes that make no pickle are an error.</param>
    /// <param name="isLoaded">
    /// Whether a loader takes the file for a pickle by its name, so that what follows another format's mark is run as far
    /// as it goes.
    /// </param>
    /// <param name="cancellationToken">Ends the scan early.</param>
    /// <returns>Whether another loader would read it in another way.</returns>
    internal bool Scan(Stream stream, bool isExpected, bool isLoaded, CancellationToken cancellationToken)
    {
        using var pickles = new PickleSequence(stream, PickleLimits.Scan)
        {
            LeavesArraysOut = PickleSigns.IsOfTorch(name) == isOtherWay,
            IsFile = PickleSigns.StartsFile,
            OnFile = OnFile,
            OnBytes = OnBytes,
        };
        var holdsArrays = false;
        for (var count = 0; !pickles.IsAtEnd; count++)
        {
            if (count == MostPickles)
            {
                findings.AddError($"{name} holds more pickles than are followed.");
                break;
            }

            // Behind the last pickle of a PyTorch file lie its tensors, which are no pickle and need not be one.
            var isPickle = count == 0 ? isExpected : PickleSigns.StartsPickle(pickles.Peek(2));
            var reading = pickles.ReadNext(cancellationToken);
            holdsArrays |= reading.HoldsArrays;
            Take(reading, isPickle || (count == 0 && isLoaded && reading.Position > LongestMark), isFurther: count > 0);
            if (reading.Result is null)
            {
                break;
            }
        }

        return holdsArrays;
    }

    private void Take(PickleReading reading, bool isExpected, bool isFurther)
    {
        // In the middle of an array the other way of reading ends by itself: what it came to is run, its end is no error.
        var isWhole = reading.Error is null || (isExpected && !isOtherWay);
        var isRunSoFar = isFurther || isOtherWay;
        var isNamed = false;
        foreach (var use in reading.Uses)
        {
            var isRun = isRunSoFar && use.IsReached && (IsHidden(use) ? isNamed : IsNamed(use));
            isNamed |= isRun;
            findings.Add(use, isCertain: isWhole || isRun);
        }

        if (reading.Error is null)
        {
            findings.Pickles += isOtherWay ? 0 : 1;
        }
        else if ((isExpected && !isOtherWay) || (reading.IsCutShort && !(isOtherWay && reading.IsStopped)))
        {
            findings.AddError($"{name} cannot be read as a pickle to its end: {reading.Error}.");
        }
    }

    private static bool IsHidden(PickleUse use) => use.Module == PickleUse.Unknown || use.Name == PickleUse.Unknown;

    // The values of tensors look like an instruction now and then, but hardly ever like one that names something.
    private static bool IsNamed(PickleUse use) => IsName(use.Module) && IsName(use.Name);

    private static bool IsName(string dotted) =>
        dotted
            .Trim()
            .Split('.')
            .All(part => part is [var first, ..] && (char.IsLetter(first) || first == '_') && part.All(IsOfName));

    private static bool IsOfName(char letter) =>
        char.IsLetterOrDigit(letter) ? letter != '\uFFFD' : letter is '_' or '-';
}
