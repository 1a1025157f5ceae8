using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Library.Roots;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>The places for models, as <c>berry roots</c> keeps them.</summary>
internal static class RootEndpoints
{
    public static void MapRoots(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/settings/roots").WithTags("Settings");
        group.MapGet("", List).WithSummary("The places for models, and what their folders may be like.");
        group
            .MapGet("/preview", Preview)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Which kinds of models would go where in a folder; nothing is made.");
        group
            .MapPut("/{name}", Set)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Adds a place for models, or changes its rules; it counts at once.");
        group
            .MapDelete("/{name}", Remove)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Forgets a place for models; its files stay.");
    }

    private static RootsDocument List(StoredSettings settings, BerryLibrary library)
    {
        settings.Refresh();
        return Describe(library);
    }

    private static RootPreview Preview(
        [Description("The whole path of an application's folder, or of its models folder.")] string root,
        [Description("The layout's id; without it that of the settings.")] string? layout,
        BerryLibrary library
    )
    {
        RequireWhole(root);
        return library.Roots.Preview(root, layout);
    }

    private static RootsDocument Set(
        string name,
        RootWish wish,
        StoredSettings settings,
        BerryLibrary library,
        HttpContext http
    )
    {
        name = Plain(name);
        if (wish.Path is not null)
            RequireWhole(wish.Path);
        settings.Refresh();
        settings.Change(own =>
        {
            if (own.Roots.List().Any(root => root.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                own.Roots.Change(name, wish.Apply);
            else if (wish.Path is null)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"There is no root \"{name}\" yet: a new one needs \"path\"."
                );
            else
                own.Roots.Add(wish.Apply(new ModelRoot { Name = name, Path = wish.Path }));
        });
        http.Concerns(name);
        return Describe(library);
    }

    private static RootsDocument Remove(string name, StoredSettings settings, BerryLibrary library)
    {
        settings.Change(own => own.Roots.Remove(Plain(name)));
        return Describe(library);
    }

    private static RootsDocument Describe(BerryLibrary library)
    {
        var roots = library.Roots.List();
        var first = roots.FirstOrDefault(root => root is { IsReadOnly: false, IsBucket: false });
        return new RootsDocument(
            [.. roots.Select(root => RootDocument.Of(root, root == first))],
            [.. library.Layouts.Layouts.OrderBy(one => one.Name, StringComparer.Ordinal).Select(LayoutDocument.Of)],
            library.Options.Layout,
            FindModelsFolder(library)
        );
    }

    private static string? FindModelsFolder(BerryLibrary library)
    {
        try
        {
            return library.ModelsFolder;
        }
        catch (LibraryException)
        {
            // Nothing names one yet, or its drive is away: the list is told all the same.
            return null;
        }
    }

    // A slash is left as it was sent, and would become a part of the name.
    private static string Plain(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    // Where the server was started from is nothing that a page knows.
    private static void RequireWhole(string path)
    {
        if (!Path.IsPathFullyQualified(path) && !path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase))
            throw new LibraryException(
                FailureCode.Usage,
                $"The path must be a whole one, such as /srv/models or s3://bucket/prefix, not \"{path}\"."
            );
    }
}
