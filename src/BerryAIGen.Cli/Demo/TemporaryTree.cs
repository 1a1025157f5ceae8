using BerryAIGen.Cli.Output;
using Spectre.Console;

namespace BerryAIGen.Cli.Demo;

/// <summary>An application's folder for a demonstration; gone afterwards.</summary>
internal sealed class TemporaryTree : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("berry-demo-");

    public TemporaryTree() => Root = _top.CreateSubdirectory("ComfyUI");

    /// <summary>ComfyUI's folder.</summary>
    public DirectoryInfo Root { get; }

    /// <summary>The folders and files, for a person.</summary>
    public Tree Draw()
    {
        var tree = new Tree(Root.Name);
        Draw(Root, tree);
        return tree;
    }

    /// <summary>Removes file after file; links are removed, never followed.</summary>
    public void Dispose() => Remove(_top);

    private static void Draw(DirectoryInfo folder, IHasTreeNodes node)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var size = entry is FileInfo file ? $"  ({ByteText.Of(file.Length)})" : "/";
            var child = node.AddNode(new Text(entry.Name + size));
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                Draw(below, child);
            }
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                Remove(below);
            }
            else
            {
                entry.Delete();
            }
        }

        folder.Delete();
    }
}
