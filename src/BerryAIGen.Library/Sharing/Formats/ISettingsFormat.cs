namespace BerryAIGen.Library.Sharing.Formats;

/// <summary>One form of settings files; knows how to add folders and leave everything else as it stands.</summary>
internal interface ISettingsFormat
{
    string Name { get; }

    /// <summary>The settings with the folders in them.</summary>
    /// <exception cref="LibraryException">They cannot be changed without guessing.</exception>
    string Apply(SettingsEdit edit);
}
