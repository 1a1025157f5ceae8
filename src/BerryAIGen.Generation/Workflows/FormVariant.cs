using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>One of the forms that a form with wildcards becomes.</summary>
/// <param name="Form">The form, with words in the place of its wildcards.</param>
/// <param name="Differs">What is its own among them; null for a form without wildcards.</param>
internal sealed record FormVariant(FormEvaluation Form, JsonObject? Differs);
