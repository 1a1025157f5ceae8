namespace BerryAIGen.Library.Sidecars;

/// <summary>Says in a sentence what a person should know of a sidecar that was written.</summary>
public static class SidecarNotes
{
    /// <summary>Null when nothing was there before, or nothing of it has changed.</summary>
    public static string? Of(WrittenSidecar written) =>
        written.Replaced.Count == 0
            ? null
            : $"{Path.GetFileName(written.Path)} had other values of {string.Join(", ", written.Replaced)} before";
}
