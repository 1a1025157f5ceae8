using System.Reflection;
using System.Runtime.Loader;
using BerryAIGen.Library;
using BerryAIGen.Library.Extending;

namespace BerryAIGen.Database.Extending;

/// <summary>
/// What the plug-ins of a folder bring, and what a program that has the server inside adds. A plug-in is an assembly that a
/// person put there; it may do whatever the server may.
/// </summary>
public sealed class Plugins
{
    private readonly Lock _adding = new();
    private volatile IReadOnlyList<IModelSource> _sources;
    private volatile IReadOnlyList<IModelValidator> _validators;

    private Plugins(
        IReadOnlyList<IModelSource> sources,
        IReadOnlyList<IModelValidator> validators,
        IReadOnlyList<string> warnings
    ) => (_sources, _validators, Warnings) = (sources, validators, warnings);

    public IReadOnlyList<IModelSource> Sources => _sources;

    public IReadOnlyList<IModelValidator> Validators => _validators;

    /// <summary>Assemblies and types that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Asked from now on.</summary>
    public void Add(IModelSource source)
    {
        lock (_adding)
            _sources = [.. _sources, source];
    }

    /// <summary>Holds from now on.</summary>
    public void Add(IModelValidator validator)
    {
        lock (_adding)
            _validators = [.. _validators, validator];
    }

    /// <summary>Every <c>*.dll</c> of the folder itself, in the order of their names.</summary>
    /// <param name="folder">As the settings name it; null loads nothing.</param>
    /// <exception cref="LibraryException">There is no such folder.</exception>
    public static Plugins Load(string? folder)
    {
        List<object> made = [];
        List<string> warnings = [];
        if (folder is null)
            return new Plugins([], [], []);
        if (!Directory.Exists(folder))
            throw new LibraryException(FailureCode.Usage, $"There is no folder of plug-ins {folder}.");
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            try
            {
                made.AddRange(Make(Path.GetFullPath(path), warnings));
            }
            catch (Exception problem)
                when (problem
                        is BadImageFormatException
                            or IOException
                            or ReflectionTypeLoadException
                            or UnauthorizedAccessException
                )
            {
                warnings.Add($"The plug-in {path} is left out: {problem.Message}");
            }
        }

        return new Plugins([.. made.OfType<IModelSource>()], [.. made.OfType<IModelValidator>()], warnings);
    }

    // The product's own assemblies come from the server, so that its interfaces are the same ones; others from beside the plug-in.
    private static IEnumerable<object> Make(string path, List<string> warnings)
    {
        var context = new AssemblyLoadContext(Path.GetFileNameWithoutExtension(path));
        var beside = new AssemblyDependencyResolver(path);
        context.Resolving += (loading, name) =>
            beside.ResolveAssemblyToPath(name) is { } found ? loading.LoadFromAssemblyPath(found) : null;
        foreach (var type in context.LoadFromAssemblyPath(path).GetExportedTypes())
        {
            if (
                type.IsAbstract
                || !(type.IsAssignableTo(typeof(IModelSource)) || type.IsAssignableTo(typeof(IModelValidator)))
            )
                continue;
            object? one = null;
            try
            {
                one = Activator.CreateInstance(type);
            }
            catch (Exception problem) when (problem is MissingMethodException or TargetInvocationException)
            {
                warnings.Add(
                    $"{type.FullName} of {path} is left out: {problem.InnerException?.Message ?? problem.Message}"
                );
            }

            if (one is not null)
                yield return one;
        }
    }
}
