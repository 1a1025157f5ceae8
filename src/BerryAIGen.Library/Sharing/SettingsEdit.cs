using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Sharing;

/// <summary>A change to another application's settings, before its form is known.</summary>
internal sealed class SettingsEdit
{
    /// <summary>The settings' path, for messages.</summary>
    public required string File { get; init; }

    /// <summary>What stands there; empty when there is no file.</summary>
    public required string Text { get; init; }

    /// <summary>How its lines end; a file that is made has the plain one.</summary>
    public string LineEnd => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The root's name, one word that no other root has.</summary>
    public required string Name { get; init; }

    /// <summary>The folder that holds the application.</summary>
    public required string Application { get; init; }

    /// <summary>The folder of all models of the root.</summary>
    public required string Models { get; init; }

    /// <summary>The setting of all models; null where the application has none.</summary>
    public SharedFolder? Root { get; init; }

    /// <summary>Settings with the folders of the root that they are to name.</summary>
    public required IReadOnlyList<(SharedFolder Setting, IReadOnlyList<string> Folders)> Folders { get; init; }

    /// <summary>The application's own folder of each setting, which stands there when nobody chose another.</summary>
    public IReadOnlyDictionary<string, string> OwnFolders { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be done as asked.</summary>
    public List<string> Notes { get; } = [];

    public LibraryException Refuse(string why) => new(FailureCode.Failed, $"{File} is left alone: {why}.");
}
