namespace BerryAIGen.IO.Archives;

/// <summary>Counts what is unpacked of one file, nested archives included, and stops a bomb.</summary>
internal sealed class UnpackBudget(ArchiveLimits limits, long outermostBytes)
{
    private long _unpacked;

    internal ArchiveLimits Limits => limits;

    /// <summary>Counts bytes that an entry gave.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="added">How many bytes more than this entry ever gave before.</param>
    /// <param name="entryBytes">How many it gave so far.</param>
    internal void Spend(string name, long added, long entryBytes)
    {
        _unpacked += added;
        if (entryBytes > limits.MaxEntryBytes || _unpacked > limits.MaxTotalBytes)
        {
            var limit = entryBytes > limits.MaxEntryBytes ? limits.MaxEntryBytes : limits.MaxTotalBytes;
            throw new ArchiveException(
                "TooLarge",
                $"The entry '{name}' unpacks to more than the {limit} bytes allowed; nothing more is read."
            );
        }

        if (_unpacked > limits.FreeBytes && _unpacked / limits.MaxRatio > outermostBytes)
        {
            throw new ArchiveException(
                "Bomb",
                $"The archive has {outermostBytes} bytes and unpacked to more than {limits.MaxRatio} times as many "
                    + $"at the entry '{name}'; it is a bomb, and nothing more is read."
            );
        }
    }
}
