using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>Whether what a user's file says over a shipped one can be evaluated: fields, sizes, limits.</summary>
internal static class SingleShapes
{
    /// <param name="file">The user's rows.</param>
    /// <param name="shipped">The rows that they come over.</param>
    /// <exception cref="JsonException">A row cannot be evaluated, stands there twice, or is of another type than forms expect.</exception>
    public static void Check(FieldFile file, IReadOnlyDictionary<string, FieldDefinition> shipped)
    {
        HashSet<string> own = [];
        for (var at = 0; at < file.Fields.Count; at++)
        {
            var (row, place) = (file.Fields[at], ShapePlace.Root["fields"][at]);
            if (!own.Add(row.Id))
                throw place["id"].Wrong($"is \"{row.Id}\", which is there twice; take one of them out.");
            // The shipped forms have defaults of the type that they know.
            if (shipped.TryGetValue(row.Id, out var known) && known.Type != row.Type)
                throw place["type"]
                    .Wrong(
                        $"is another type than that of the shipped field \"{row.Id}\"; leave the type, or give the field an id of its own."
                    );
            FieldShape.Check(place, row);
        }
    }

    /// <exception cref="JsonException">A table is empty, or a ratio has not two sides.</exception>
    public static void Check(SizeFile file)
    {
        foreach (var (name, table) in file.Tables)
        {
            var place = ShapePlace.Root["tables"][name];
            if (table.Count == 0)
                throw place.Wrong("is empty; write at least one ratio: { \"1:1\": [1024, 1024] }.");
            foreach (var (ratio, sides) in table)
            {
                if (sides.Count != 2 || sides.Any(side => side < 1))
                    throw place[ratio].Wrong("is a width and a height in pixels: [1024, 1024].");
            }
        }
    }

    /// <exception cref="JsonException">A figure is below 0.</exception>
    public static void Check(LimitFile file)
    {
        foreach (var (tier, figures) in file.Tiers)
        {
            foreach (var (figure, number) in figures)
            {
                if (number < 0)
                    throw ShapePlace.Root["tiers"][tier][figure].Wrong($"is {number}; write 0 or more.");
            }
        }
    }
}
