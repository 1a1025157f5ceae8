using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>Finds models by the full-text column and plain comparisons; the server plans the way.</summary>
internal sealed class PostgreSqlModelSearch : ModelSearch
{
    public override async Task<ModelCounts> CountAsync(
        LibraryContext context,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    ) =>
        (
            await StatusCounts
                .ReadAsync(Select(context, query, library.Total, library.Total), cancellationToken)
                .ConfigureAwait(false)
        ).ToCounts();

    public override IQueryable<ModelRow> Select(LibraryContext context, ModelQuery query, int found, int library)
    {
        List<string> conditions = [];
        List<object> values = [];
        var words = SearchWords.Of(query.Search ?? "");
        if (words.Count > 0)
            Add("search @@ to_tsquery('simple', {0})", SearchWords.ForPostgreSql(words));
        Add("lower(provider) = lower({0})", query.Provider);
        Add("lower(status) = lower({0})", query.Status);
        Add("lower(model_type) = lower({0})", query.ModelType);
        Add("lower(base_model) = lower({0})", query.BaseModel);
        Add("lower(format) = lower({0})", query.Format);
        Add(
            "EXISTS (SELECT 1 FROM jsonb_array_elements_text(capabilities) w WHERE lower(w) = lower({0}))",
            query.Capability
        );
        Add("EXISTS (SELECT 1 FROM jsonb_array_elements_text(user_tags) w WHERE lower(w) = lower({0}))", query.Tag);
        // Of the constants above and nothing else; what a person typed goes in as parameters.
        var sql = $"SELECT * FROM model_registry WHERE {string.Join(" AND ", conditions)}";
        var models = conditions.Count == 0 ? context.Registry : context.Registry.FromSqlRaw(sql, [.. values]);
        return models.WithinSizes(query);

        void Add(string condition, string? value)
        {
            if (value is null)
                return;
            conditions.Add(condition.Replace("{0}", $"{{{values.Count}}}", StringComparison.Ordinal));
            values.Add(value);
        }
    }

    protected override string Mark => "string_agg(model_id || progress || status, '' ORDER BY model_id)";
}
