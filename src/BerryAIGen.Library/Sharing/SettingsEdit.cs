using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Sharing;

/// <summary>A change to another application's settings, before its form is known.</summary>
internal sealed class SettingsEdit
{
    /// <summary>The settings' path, for messages.</summary>
    public required string File { get; init; }

    /// <summary>What stands there; empty when there is no file.</summary>
    public required string Text { get; init; }

    /// <summary>The root's name, one word.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of all models of the root.</summary>
    public required string Models { get; init; }

    /// <summary>The setting of all models; null where the application has none.</summary>
    public SharedFolder? Root { get; init; }

    /// <summary>Settings with the folders of the root that they are to name.</summary>
    public required IReadOnlyList<(SharedFolder Setting, IReadOnlyList<string> Folders)> Folders { get; init; }

    /// <summary>What could not be done as asked.</summary>
    public List<string> Notes { get; } = [];

    public LibraryException Refuse(string why) => new(FailureCode.Failed, $"{File} is left alone: {why}.");
}
