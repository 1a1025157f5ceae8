using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Picks one of several roots: the first by priority that may be written to and has room.</summary>
internal static class RootChoice
{
    /// <param name="places">In the order of their priority; at least one.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="sizeBytes">Null when unknown.</param>
    /// <returns>The place, and why it is not the first one.</returns>
    /// <exception cref="LibraryException">All of them are read-only, or those that are not are unreachable.</exception>
    public static Destination Choose(IReadOnlyList<Destination> places, string name, long? sizeBytes)
    {
        var writable = places.Where(place => !place.IsReadOnly).ToList();
        if (writable.Count == 0)
            throw new LibraryException(
                FailureCode.Policy,
                $"Nothing is written to {string.Join(", ", places.Select(Describe))}: {(places.Count == 1 ? "the root is" : "these roots are")} read-only by your settings. Name another place with --root or --to."
            );
        if (writable.TrueForAll(place => place.Absent is not null))
            throw new LibraryException(Unreachable(writable));
        if (writable.Count == 1)
            return writable[0];
        List<string> passed = [];
        foreach (var place in writable)
        {
            if (WhyNot(place, name, sizeBytes) is not { } why)
                return place with { Note = Sentences.Join(place.Note, Told(place, passed)) };
            passed.Add($"{place.Root} {why}");
        }

        // The first one's own refusal then says what is missing.
        return writable.First(place => place.Absent is null);
    }

    private static Failure Unreachable(List<Destination> places) =>
        new(
            FailureCode.Disk,
            $"Nothing is written to {string.Join(" or ", places.Select(place => $"{Describe(place)} ({place.Absent})"))}: {(places.Count == 1 ? "the root is" : "these roots are")} unreachable, for the folder or the drive that was mounted there is away. Connect the drive, or make the folder if it is to be a new one.",
            IsRetryable: true
        );

    private static string Told(Destination place, List<string> passed) =>
        passed.Count == 0
            ? $"goes to the root {place.Root}, the first that takes it"
            : $"goes to the root {place.Root}, because {string.Join(" and ", passed)}";

    private static string? WhyNot(Destination place, string name, long? sizeBytes) =>
        place.Absent is not null ? "is unreachable"
        : !WriteAccess.IsAllowed(place.Folder) ? "cannot be written to"
        : FreeSpace.Check(Path.Combine(place.Folder, name), place.Folder, name, sizeBytes, place.FloorBytes) is not null
            ? "has no room for it"
        : null;

    private static string Describe(Destination place) => place.Root ?? place.Folder;
}
