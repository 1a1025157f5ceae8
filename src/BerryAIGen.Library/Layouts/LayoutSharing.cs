namespace BerryAIGen.Library.Layouts;

/// <summary>How an application is told of folders elsewhere; a part of a layout.</summary>
public sealed record LayoutSharing
{
    /// <summary>What a person has to do where no settings can be written; <c>{folder}</c> is the folder of the models.</summary>
    public string? ByHand { get; init; }

    /// <summary>The form of the settings: <c>yaml-section</c>, <c>arguments</c>, <c>json</c> or <c>fds</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The settings below the application's folder.</summary>
    public string File { get; init; } = "";

    /// <summary>The same on Windows where it is another; null otherwise.</summary>
    public string? WindowsFile { get; init; }

    /// <summary>What a person should know: that it must not run meanwhile.</summary>
    public string? Note { get; init; }

    /// <summary>Where the setting of all models is, for those that have one.</summary>
    public SharedFolder? Root { get; init; }

    /// <summary>The settings of single types; a type that is not here is not shared.</summary>
    public IReadOnlyList<SharedFolder> Folders
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>One setting that names folders of one type.</summary>
public sealed record SharedFolder
{
    /// <summary>The folder's id in the layout; empty for the folder of all models.</summary>
    public string Folder
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>The setting's name; null where a link in the application's own folder does it.</summary>
    public string? Key { get; init; }

    /// <summary>True when it takes several folders.</summary>
    public bool IsList { get; init; }

    /// <summary>True when the application then no longer looks into its own folder.</summary>
    public bool Replaces { get; init; }

    /// <summary>What holds while the setting is not there, for lists.</summary>
    public string? Default { get; init; }
}
