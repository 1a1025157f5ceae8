using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>A server that makes thumbnails: with a data folder and programs of its own, beside others of the same database.</summary>
internal sealed class PictureServer : IDisposable
{
    private const string Tool = "vipsthumbnail";
    private readonly TemporaryFolder _home = new();

    /// <param name="folder">The models and the database.</param>
    /// <param name="before">Lines of a shell before the tool makes anything; its starts are counted.</param>
    public PictureServer(IndexedFolder folder, string before = "")
    {
        var real = InstalledTools.Require(Tool);
        Directory.CreateDirectory(_home.Combine("programs"));
        Directory.CreateDirectory(Notes);
        var program = _home.Combine("programs", Tool);
        File.WriteAllText(
            program,
            $"#!/bin/sh\ncd \"{Notes}\"\necho started >> starts\n{before}\ncd \"$OLDPWD\"\nexec \"{real}\" \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Library = new BerryLibrary(
            new LibraryOptions
            {
                ModelsFolder = folder.Models,
                WorkingFolder = folder.Folder.Path,
                DataFolder = _home.Combine("data"),
                ReadVariable = name => name == "PATH" ? _home.Combine("programs") : null,
                ThumbnailLimit = before.Contains("sleep 600", StringComparison.Ordinal)
                    ? TimeSpan.FromSeconds(2)
                    : TimeSpan.FromMinutes(5),
            }
        );
        Pictures = new IndexedPictures(folder, Library);
    }

    /// <summary>Waits until somebody says <see cref="Go"/>.</summary>
    public const string Waits = "while [ ! -e go ]; do sleep 0.1; done";

    public BerryLibrary Library { get; }

    public IndexedPictures Pictures { get; }

    /// <summary>How often the tool was started.</summary>
    public int Starts =>
        File.Exists(Path.Combine(Notes, "starts")) ? File.ReadAllLines(Path.Combine(Notes, "starts")).Length : 0;

    private string Notes => _home.Combine("notes");

    public void Go() => File.WriteAllText(Path.Combine(Notes, "go"), "");

    /// <summary>Makes its thumbnails older than any that are just being made.</summary>
    public void Age()
    {
        foreach (var file in Directory.EnumerateFiles(_home.Combine("data"), "*.webp", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50));
    }

    public void Dispose()
    {
        Go();
        Pictures.Dispose();
        Library.Dispose();
        _home.Dispose();
    }
}
